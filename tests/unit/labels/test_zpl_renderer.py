"""Our ZPL drawn by somebody else's renderer: the symbols on it are those that were asked for."""

import pytest

from labels import sheets
from labels.designs import lay_out
from labels.designs.examples import EXAMPLES
from labels.fonts import Font
from tests.unit.labels import zpl_renderer
from tests.unit.labels.decoding import expected, symbols


@pytest.mark.slow
@pytest.mark.parametrize("dpi", [203, 300])
def test_a_renderer_that_is_not_ours_draws_readable_symbols(dpi: int, font: Font) -> None:
    if missing := zpl_renderer.missing():
        pytest.skip(missing)
    with zpl_renderer.renderer() as renderer:
        for name in ("lot", "crate", "pallet", "bin", "shop", "consumer"):
            (label,) = lay_out(EXAMPLES[name], font)
            picture = renderer.draw(sheets.render([label], "zpl", dpi).content, label, dpi)
            assert symbols(picture) == expected(label), name
