"""The font that the label tests share."""

import pytest

from labels.designs import Font, fonts
from labels.designs.fonts import FontMissing


@pytest.fixture(scope="session")
def font() -> Font:
    try:
        return fonts.load(fonts.find_font())
    except FontMissing as missing:
        pytest.skip(missing.detail)
