"""The one font labels are written in: found once and measured."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from labels.layout import LabelError, LabelFlaw

_ROOT = Path(__file__).resolve().parents[2]
_FETCHED = Path("vendor") / "fonts" / "NotoSansSC_400Regular.ttf"
_SYSTEM = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"),
    Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"),
    Path("/System/Library/Fonts/PingFang.ttc"),
    Path("C:/Windows/Fonts/msyh.ttc"),
)

# Where the baseline is below the top of a line, and how high a line is, in sizes of the font.
BASELINE = 0.9
LINE = 1.2

_MEASURING_PX = 200
_SMALLEST_PX = 4
_NO_CHARACTER = "\uffff"  # no font has it: it is drawn like everything else that is missing

Dots = npt.NDArray[np.bool_]


class FontMissing(LabelError):
    """No font with Chinese characters is there."""

    def __init__(self, looked_in: list[Path]) -> None:
        places = ", ".join(str(path) for path in looked_in)
        super().__init__(
            LabelFlaw.FONT_MISSING,
            "no font with Chinese characters; run 'make setup' to fetch one, or install the "
            f"package fonts-noto-cjk. Looked for: {places}",
        )


def find_font(root: Path = _ROOT, system: tuple[Path, ...] = _SYSTEM) -> Path:
    """Return the font fetched at set-up below `root`, else one the operating system has.

    Raises: FontMissing.
    """
    candidates = [root / _FETCHED, *system]
    for path in candidates:
        if path.is_file():
            return path
    raise FontMissing(candidates)


@lru_cache(maxsize=8)
def load(path: Path) -> "Font":
    """Return the font of a file, once for all labels."""
    return Font(path)


class Font:
    """A font of any size, drawn in dots that are dark or light. Not safe for several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.face_index = _chinese_face(path)
        self._measured = _Advances(_face(path, self.face_index, _MEASURING_PX))

    def width(self, text: str) -> float:
        """Return how wide a text is, in sizes of the font.

        Raises: LabelError("label.character") when the font lacks one of its characters.
        """
        return sum(map(self._measured.__getitem__, text))

    def picture(self, text: str, size_px: int, room_px: int) -> Dots:
        """Return a line of text, True for dark, no wider than the room and `LINE` sizes high.

        Whole dots can make a line wider than it was measured; then it is drawn a dot smaller.
        """
        drawn_px = size_px
        while (width := self._dots_wide(text, drawn_px)) > room_px and drawn_px > _SMALLEST_PX:
            drawn_px -= 1
        face = _face(self.path, self.face_index, drawn_px)
        # ink may stand a dot beyond
        picture = Image.new("1", (width + 1, round(size_px * LINE)), 0)
        pen = ImageDraw.Draw(picture)
        pen.fontmode = "1"
        pen.text((0, round(size_px * BASELINE)), text, 1, face, anchor="ls")
        dark: Dots = np.array(picture)
        dark.flags.writeable = False
        return dark

    def _dots_wide(self, text: str, size_px: int) -> int:
        return sum([_dots_wide(self.path, self.face_index, size_px, one) for one in text])


class _Advances(dict[str, float]):
    """How far each character moves the pen, in sizes of the font; measured when first asked for."""

    def __init__(self, face: ImageFont.FreeTypeFont) -> None:
        super().__init__()
        self._face = face
        self._missing = bytes(face.getmask(_NO_CHARACTER))

    def __missing__(self, character: str) -> float:
        if bytes(self._face.getmask(character)) == self._missing:
            raise LabelError(
                LabelFlaw.CHARACTER, f"the font has no {character!r} (U+{ord(character):04X})"
            )
        self[character] = advance = self._face.getlength(character) / _MEASURING_PX
        return advance


@lru_cache(maxsize=64)
def _face(path: Path, index: int, size_px: int) -> ImageFont.FreeTypeFont:
    """Return a font at a size in pixels; without kerning, so that widths add up."""
    return ImageFont.truetype(str(path), size_px, index, layout_engine=ImageFont.Layout.BASIC)


# Measuring a line takes FreeType as long as drawing it.
@lru_cache(maxsize=16384)
def _dots_wide(path: Path, index: int, size_px: int, character: str) -> int:
    """Return how far a character drawn in dots moves the pen."""
    return round(_face(path, index, size_px).getlength(character, "1"))


def _chinese_face(path: Path) -> int:
    """Return which face of a collection has the Chinese forms; 0 for a plain file."""
    if path.suffix.lower() != ".ttc":
        return 0
    for index in range(16):
        try:
            family, _ = ImageFont.truetype(str(path), 10, index=index).getname()
        except OSError:
            return 0
        if family and family.endswith("SC"):
            return index
    return 0
