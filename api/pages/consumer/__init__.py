"""The consumer's pages: public, cacheable, without scripts."""

from fastapi import Depends

from api.ground import codes
from api.web.pace import Pace

PER_MINUTE = 30
PER_ADDRESS = Pace(PER_MINUTE, codes.Trace.TOO_MANY)
PACE = Depends(PER_ADDRESS)
"""One pace for all ways to look a code up. Only what is not found counts: phones behind one address
may read as many right codes as they like, and whoever guesses has soon guessed enough."""
