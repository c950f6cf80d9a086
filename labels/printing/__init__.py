"""One label description, every output: raster, SVG, PDF, ZPL, TSPL, ESC/POS."""

from labels.printing.sheets import Sheet

__all__ = [
    "Sheet",
]
