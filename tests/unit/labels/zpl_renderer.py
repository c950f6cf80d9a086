"""A renderer of ZPL that is not ours (zpl-renderer-js), run in Node."""

import base64
import io
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from deploy import node
from labels.layout import Label

_SCRIPT = Path(__file__).with_suffix(".cjs")
_LIBRARY = Path(__file__).parents[3] / "vendor" / "zpl-renderer" / "index.cjs.js"
# The dots of a millimetre by which the renderer knows a resolution.
DOTS_MM = {203: 8, 300: 12}


def missing() -> str | None:
    """Return what is missing to run it, None when nothing is."""
    if not _LIBRARY.is_file():
        return "zpl-renderer-js is not fetched (make setup-dev)"
    if node.find() is None:
        return "there is no Node to run zpl-renderer-js"
    return None


class Renderer:
    """The running renderer."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def draw(self, zpl: bytes, label: Label, dpi: int) -> Image.Image:
        """Return the picture of one label."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = {
            "zpl": zpl.decode(),
            "width_mm": label.width_mm,
            "height_mm": label.height_mm,
            "dots_mm": DOTS_MM[dpi],
        }
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        png = self._process.stdout.readline()
        assert png, "the renderer died"
        return Image.open(io.BytesIO(base64.b64decode(png)))


@contextmanager
def renderer() -> Iterator[Renderer]:
    """Run the renderer while somebody needs it."""
    executable = node.find()
    assert executable is not None
    command = [str(executable), str(_SCRIPT), str(_LIBRARY)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Renderer(process)
        assert process.stdin is not None
        process.stdin.close()
