"""Our ZPL drawn by somebody else's renderer: the symbols on it are those that were asked for."""

import pytest

from labels.designs import EXAMPLES, Font, lay_out
from labels.printing import sheets
from tests.unit.labels import zpl_renderer
from tests.unit.labels.decoding import reads_back


@pytest.mark.slow
def test_a_renderer_that_is_not_ours_draws_readable_symbols(font: Font) -> None:
    if missing := zpl_renderer.missing():
        pytest.skip(missing)
    with zpl_renderer.renderer() as renderer:
        for name in ("crate", "bin", "shop", "consumer"):
            (label,) = lay_out(EXAMPLES[name], font)
            picture = renderer.draw(sheets.render([label], "zpl", 203).content, label, 203)
            assert reads_back(picture, label), name
