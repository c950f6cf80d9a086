"""The consumer's pages: public, cacheable, without scripts."""

from fastapi import Depends

from api.web.pace import Pace

PER_MINUTE = 30
PACE = Depends(Pace(PER_MINUTE, "trace.too_many"))
"""One pace for all ways to look a code up."""
