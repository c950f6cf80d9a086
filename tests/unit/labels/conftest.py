"""The font that the label tests share."""

import pytest

from labels import fonts
from labels.fonts import Font, FontMissing


@pytest.fixture(scope="session")
def font() -> Font:
    try:
        return fonts.load(fonts.find_font())
    except FontMissing as missing:
        pytest.skip(missing.detail)
