"""The consumer's pages: public, cacheable, without scripts."""

from fastapi import Depends

from api.ground import codes
from api.web.pace import Pace

PER_MINUTE = 30
PACE = Depends(Pace(PER_MINUTE, codes.Trace.TOO_MANY))
"""One pace for all ways to look a code up."""
