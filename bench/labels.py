"""Labels: how fast they are made, and whether what is printed can be read.

`python -m bench.labels`, or with the full round trip `python -m bench.labels --count 10000`.

The round trip draws random labels of all designs, at 203 and 300 dpi, by printers that share no
code with what writes their commands (tests/unit/labels/printers.py, PDFium, zpl-renderer-js), and
compares bytes, symbology identifier and content type of every symbol.
"""

import argparse
import random
import time
from collections.abc import Callable

import numpy as np
from msgspec.structs import replace
from PIL import Image

from bench.figures import Figure, noise
from labels.designs import Font, LotLabel, fonts, lay_out
from labels.layout import Label, Square, Text
from labels.printing import raster, sheets, tspl, zpl
from tests.unit.labels import printers, zpl_renderer
from tests.unit.labels.decoding import pages, picture_of, reads_back, symbols
from tests.unit.labels.random_labels import Chance, lot, some_fields

LABELS = 10_000
NEVER_SEEN = 1_000
ROUND_TRIPS = 450
THEIR_RENDERER = 36
DIRTY = 300
DIRT_SHARE = 0.06


def measure(count: int = ROUND_TRIPS, theirs: int = THEIR_RENDERER) -> list[Figure]:
    """Speed, round trips and damage; processor time, for the wall time follows the crowd."""
    font = fonts.load(fonts.find_font())
    found = [*_speed(font), *_round_trips(font, count), *_damage()]
    if zpl_renderer.missing() is None:
        found += _their_renderer(font, theirs)
    return found


def _speed(font: Font) -> list[Figure]:
    chance = Chance(1)
    plain = [_plain(chance) for _ in range(LABELS)]
    lots = [lot(chance) for _ in range(LABELS)]
    others = [replace(one, **_renamed(one, turn)) for turn, one in enumerate(lots[:NEVER_SEEN])]
    label: Callable[[LotLabel], Label] = lambda fields: lay_out(fields, font)[0]  # noqa: E731
    laid_out = [label(fields) for fields in lots]
    return [
        Figure("10,000 labels of ASCII as ZPL", _cpu(lambda: zpl.render(plain, 203, font)), "s", 1),
        Figure(
            "10,000 labels of ASCII as TSPL", _cpu(lambda: tspl.render(plain, 203, font)), "s", 1
        ),
        Figure("10,000 lot labels laid out", _cpu(lambda: [label(one) for one in lots]), "s"),
        Figure(
            "10,000 lot labels with Chinese, fields to ZPL",
            _cpu(lambda: zpl.render([label(one) for one in lots], 203, font)),
            "s",
            2,
        ),
        Figure(
            "10,000 lot labels with Chinese, fields to TSPL",
            _cpu(lambda: tspl.render([label(one) for one in lots], 203, font)),
            "s",
            2,
        ),
        Figure(
            f"{NEVER_SEEN:,} lot labels, every Chinese text another, to ZPL",
            _cpu(lambda: zpl.render([label(one) for one in others], 203, font)),
            "s",
        ),
        Figure("10,000 lot labels on A4 PDF", _cpu(lambda: sheets.render(laid_out, "a4")), "s", 10),
    ]


def _renamed(one: LotLabel, turn: int) -> dict[str, str]:
    """Return the Chinese texts of a label with a number behind each that no other label has."""
    return {name: f"{getattr(one, name)[:6]}{turn}" for name in ("name_zh", "supplier", "village")}


def _plain(chance: Chance) -> Label:
    """A label the printer draws by itself: a link as QR and five lines, none the same twice."""
    said = [chance.text("ABCDEFGHJKMNPQRSTVWXYZ0123456789", 8, 20) for _ in range(5)]
    link = f"HTTPS://TRACE.EXAMPLE.CN/01/{chance.number(14)}/10/L{chance.number(8)}"
    lines = [Text(2, 2 + 4 * at, 32, 2.4, text) for at, text in enumerate(said)]
    return Label("plain", 60, 40, (*lines, Square("qr", 35.4, 0, 24.6, link, "link")))


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _round_trips(font: Font, count: int) -> list[Figure]:
    wrong = printed = 0
    for number, fields in enumerate(some_fields(count, seed=count)):
        for label in lay_out(fields, font):
            for dpi in (203, 300):
                form = _FORMS[(number + dpi) % len(_FORMS)]
                wrong += not reads_back(_DRAWN[form](label, dpi), label)
                printed += 1
        if number % 1_000 == 999:
            print(f"    {number + 1} labels, {printed} prints, {wrong} wrong", flush=True)
    return [Figure(f"{count} random labels, {printed} prints read wrong or not", wrong, "", most=0)]


def _by_zpl(label: Label, dpi: int) -> Image.Image:
    return picture_of(printers.zpl(sheets.render([label], "zpl", dpi).content)[0].dark)


def _by_tspl(label: Label, dpi: int) -> Image.Image:
    return picture_of(printers.tspl(sheets.render([label], "tspl", dpi).content, dpi)[0].dark)


def _by_pdf(label: Label, dpi: int) -> Image.Image:
    return pages(sheets.render([label], "pdf").content, dpi)[0]


_DRAWN = {"zpl": _by_zpl, "tspl": _by_tspl, "pdf": _by_pdf}
# ZPL and TSPL twice: they are what label printers speak
_FORMS = ("zpl", "tspl", "pdf", "zpl", "tspl")


def _their_renderer(font: Font, count: int) -> list[Figure]:
    """Labels, not papers: the renderer takes seconds for a sheet of A4."""
    wrong = printed = 0
    with zpl_renderer.renderer() as theirs:
        for fields in some_fields(count, seed=3):
            for label in lay_out(fields, font):
                for dpi in (203, 300):
                    if label.width_mm <= 100:
                        content = sheets.render([label], "zpl", dpi).content
                        wrong += not reads_back(theirs.draw(content, label, dpi), label)
                        printed += 1
    return [Figure(f"{printed} prints by zpl-renderer-js read wrong or not", wrong, "", most=0)]


def _damage() -> list[Figure]:
    chance = Chance(6)
    read = {level: 0 for level in ("M", "Q")}
    for _ in range(DIRTY):
        link = f"HTTPS://TRACE.EXAMPLE.CN/01/{chance.number(14)}/10/L{chance.number(8)}"
        for level in read:
            part = Square("qr", 0, 0, 30, link, "link", level)  # type: ignore[arg-type]
            read[level] += _reads_dirty(part, link, chance)
    return [
        Figure(f"6 % dirt, level {level}, read", 100 * count / DIRTY, "%", least=aim)
        for (level, count), aim in zip(read.items(), (None, 95), strict=True)
    ]


def _reads_dirty(part: Square, link: str, chance: random.Random) -> bool:
    """Blot dark ink on the data of a symbol of 4 dots a module, and read it.

    Blots are round, half a module to three modules wide (0.25 to 1.5 mm); finder, timing and
    alignment patterns stay clean, for no level protects them.
    """
    dark = np.zeros((240, 240), dtype=bool)
    left, top, each, modules = raster.mosaic(part, 203)
    is_data = np.kron(_data_modules(len(modules)), np.ones((each, each), dtype=bool))
    symbol = np.kron(modules, np.ones((each, each), dtype=bool))
    size = len(symbol)
    blots = np.zeros_like(symbol)
    ys, xs = np.mgrid[:size, :size]
    while blots.sum() < DIRT_SHARE * is_data.sum():
        y, x, radius = chance.randrange(size), chance.randrange(size), chance.uniform(0.25, 1.5)
        blots |= is_data & ((ys - y) ** 2 + (xs - x) ** 2 <= (radius * each) ** 2)
    dark[top : top + size, left : left + size] = symbol | blots
    return any(one.data == link.encode() for one in symbols(picture_of(dark)))


def _data_modules(size: int) -> fonts.Dots:
    """Return which modules of a QR code of version 2 to 6 hold data or error correction."""
    is_data = np.ones((size, size), dtype=bool)
    is_data[:9, :9] = is_data[:9, -8:] = is_data[-8:, :9] = False
    is_data[6, :] = is_data[:, 6] = is_data[-9:-4, -9:-4] = False
    return is_data


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.labels", description=__doc__)
    parser.add_argument("--count", type=int, default=ROUND_TRIPS, help="labels of the round trip")
    parser.add_argument("--theirs", type=int, default=THEIR_RENDERER, help="by zpl-renderer-js")
    arguments = parser.parse_args()
    print(f"--- labels {noise()}", flush=True)
    for figure in measure(arguments.count, arguments.theirs):
        print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
