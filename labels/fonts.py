"""The one font labels are written in: found once, measured, and fitted to the room there is."""

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from labels.layout import LabelError, Text

_ROOT = Path(__file__).resolve().parent.parent
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

_SMALLEST = 0.7  # a text is shrunk so far and no further; then it is cut
_MAX_TEXT_LENGTH = 300
_MEASURING_SIZE = 200


class FontMissing(LabelError):
    """No font with Chinese characters is there."""

    def __init__(self, looked_in: list[Path]) -> None:
        places = ", ".join(str(path) for path in looked_in)
        super().__init__(
            "label.font_missing",
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
def face_index(path: Path) -> int:
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


@lru_cache(maxsize=64)
def sized(path: Path, size_px: int) -> ImageFont.FreeTypeFont:
    """Return the font at a size in pixels."""
    return ImageFont.truetype(str(path), size_px, index=face_index(path))


@lru_cache(maxsize=4096)
def width_in_sizes(path: Path, text: str) -> float:
    """Return how wide a text is, in sizes of the font."""
    return sized(path, _MEASURING_SIZE).getlength(text) / _MEASURING_SIZE


@lru_cache(maxsize=4096)
def fitted(path: Path, line: Text) -> tuple[str, float]:
    """Return the text and its size in millimetres so that it fits its width."""
    text = printable(line.text)
    wanted = width_in_sizes(path, text) * line.size_mm
    if wanted <= line.width_mm:
        return text, line.size_mm
    size_mm = max(line.width_mm / wanted, _SMALLEST) * line.size_mm
    room = line.width_mm / size_mm
    if width_in_sizes(path, text) <= room + 1e-6:
        return text, size_mm
    while text and width_in_sizes(path, text + "…") > room:
        text = text[:-1]
    return text + "…", size_mm


def printable(text: str) -> str:
    """Return a text as one bounded line: white space as single blanks, nothing that steers."""
    words = " ".join(text[:_MAX_TEXT_LENGTH].split())
    return "".join(character for character in words if character.isprintable())
