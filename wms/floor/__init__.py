"""The floor: one beep in, one reply out. The server leads, a gun or page only shows what it says.

One flow is one table of steps. What a scan refuses changes nothing and leaves the step as it was.
"""

from wms.floor.answer import current, scan
from wms.floor.codes import Code
from wms.floor.station import Beep, ScanReply, Tone

__all__ = ["Beep", "Code", "ScanReply", "Tone", "current", "scan"]
