"""Where a place meets the streets: the nearest point of the nearest street, exactly.

Places and lines are laid out in space, metres from the earth's centre, so that nearness is right
at any latitude; a chord is shorter than its arc by a centimetre in six kilometres.
"""

from dataclasses import dataclass

import numpy as np

from routing.model import EARTH_RADIUS_M
from routing.roads.streets import Decimals, Streets, Whole

_SPACING_M = 100.0
"""Every street is marked at least this often; a search asks the marks first, then the lines."""
_AT_THE_END = 1e-6
"""Nearer to a crossing than this share of the street: at the crossing, whatever the arithmetic."""


@dataclass(frozen=True, slots=True)
class Feet:
    """For every place, its street, the share of the street behind it, and how far it is."""

    street: Whole
    share: Decimals
    away_m: Decimals
    place: Decimals
    """Latitude and longitude of the point on the street."""


class Snapper:
    """Finds the nearest of some streets."""

    def __init__(self, streets: Streets, chosen: Whole) -> None:
        from scipy.spatial import cKDTree

        begin, owner = _segments(streets, chosen)
        space = _in_space(streets.points)
        self._points = streets.points
        self._space = space
        self._begin = begin
        self._owner = owner
        self._share, self._span = _shares(streets, space, begin, owner)
        length = np.linalg.norm(space[begin + 1] - space[begin], axis=1)
        marks = np.maximum(1, np.ceil(length / _SPACING_M)).astype(np.int64)
        self._segment = np.repeat(np.arange(len(begin)), marks)
        place = np.arange(len(self._segment)) - np.repeat(np.cumsum(marks) - marks, marks)
        along = ((place + 0.5) / marks[self._segment])[:, None]
        here = begin[self._segment]
        self._tree = cKDTree(space[here] + along * (space[here + 1] - space[here]))

    def feet(self, places: Decimals) -> Feet:
        """Find for each place (latitude, longitude) its foot on the nearest street."""
        space = _in_space(places)
        nearest, _ = self._tree.query(space)
        # A mark is at most half a spacing from any point of its line: no line nearer than the
        # nearest mark has all its marks farther away than this.
        near = self._tree.query_ball_point(space, nearest + 0.51 * _SPACING_M)
        found = [self._foot(point, marks) for point, marks in zip(space, near, strict=True)]
        segment = np.array([each[0] for each in found], dtype=np.int64)
        along = np.array([each[1] for each in found])
        here = self._begin[segment]
        behind = self._points[here]
        share = np.clip(self._share[segment] + along * self._span[segment], 0.0, 1.0)
        share = np.where(share < _AT_THE_END, 0.0, np.where(share > 1 - _AT_THE_END, 1.0, share))
        return Feet(
            street=self._owner[segment],
            share=share,
            away_m=np.array([each[2] for each in found]),
            place=behind + along[:, None] * (self._points[here + 1] - behind),
        )

    def _foot(self, point: Decimals, marks: list[int]) -> tuple[int, float, float]:
        segments = np.unique(self._segment[marks])
        here = self._begin[segments]
        start = self._space[here]
        run = self._space[here + 1] - start
        squared = (run**2).sum(axis=1)
        along = ((point - start) * run).sum(axis=1) / np.where(squared > 0, squared, 1.0)
        along = np.clip(along, 0.0, 1.0)
        away = np.linalg.norm(start + along[:, None] * run - point, axis=1)
        best = int(away.argmin())
        return int(segments[best]), float(along[best]), float(away[best])


def _segments(streets: Streets, chosen: Whole) -> tuple[Whole, Whole]:
    """Give for every straight piece of the chosen streets where it begins, and whose it is."""
    pieces = streets.first[chosen + 1] - streets.first[chosen] - 1
    owner = np.repeat(chosen, pieces)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    return streets.first[owner] + place, owner


def _shares(
    streets: Streets, space: Decimals, begin: Whole, owner: Whole
) -> tuple[Decimals, Decimals]:
    """Give for every piece the share of its street behind it, and the share it is itself."""
    length = np.zeros(len(space))
    length[:-1] = np.linalg.norm(np.diff(space, axis=0), axis=1)
    behind = np.concatenate([[0.0], np.cumsum(length)])
    first, last = streets.first[owner], streets.first[owner + 1] - 1
    whole = np.maximum(behind[last] - behind[first], 1e-9)
    return (behind[begin] - behind[first]) / whole, length[begin] / whole


def _in_space(places: Decimals) -> Decimals:
    """Turn degrees into metres from the earth's centre."""
    latitude, longitude = np.radians(places[:, 0]), np.radians(places[:, 1])
    flat = np.cos(latitude)
    axes = (flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude))
    return EARTH_RADIUS_M * np.stack(axes, axis=1)
