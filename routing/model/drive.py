"""How long a way takes when it is driven at a given moment.

The speed of the whole network follows the problem's traffic periods. A way driven across the end
of a period takes its rest at the next speed, so whoever leaves later never arrives earlier.
Source: Ichoua, Gendreau and Potvin, Vehicle dispatching with time-dependent travel times,
European Journal of Operational Research 144(2), 2003.
"""

from collections.abc import Sequence

from routing.model.values import HORIZON_S

_FULL = 100


def seconds_of(way_s: int, leave_s: int, traffic: Sequence[tuple[int, int]]) -> int:
    """Give the seconds for a way that takes `way_s` at full speed, begun at `leave_s`.

    `traffic` holds (from second, speed in percent) in order; full speed before the first.
    """
    if way_s >= HORIZON_S or not traffic or not way_s:
        return way_s
    clock, work, speed = leave_s, way_s * _FULL, _FULL
    for start_s, speed_pct in traffic:
        if start_s > clock:
            done = (start_s - clock) * speed
            if done >= work:
                break
            work -= done
            clock = start_s
        speed = speed_pct
    return clock - leave_s + -(-work // speed)


def latest_leave(way_s: int, arrive_s: int, traffic: Sequence[tuple[int, int]]) -> int:
    """Give the last second to leave and still arrive by `arrive_s`; the inverse of the above."""
    if way_s >= HORIZON_S or not traffic or not way_s:
        return arrive_s - way_s
    slowest = min(_FULL, *(speed for _, speed in traffic))
    low, high = arrive_s - -(-way_s * _FULL // slowest), arrive_s
    while low < high:
        middle = (low + high + 1) // 2
        if middle + seconds_of(way_s, middle, traffic) <= arrive_s:
            low = middle
        else:
            high = middle - 1
    return low
