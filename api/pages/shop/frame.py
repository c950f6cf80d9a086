"""What every page of a shop is shown with."""

from datetime import datetime, timedelta
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.pages.shop import shopfront
from api.web.deps import page


def shown(request: Request, template: str, now: datetime, **context: Any) -> HTMLResponse:
    """A page that knows what day it is and how far an order is."""
    tomorrow = now + timedelta(days=1)
    around = {"now": now, "tomorrow": tomorrow, "steps": shopfront.steps}
    return page(request, template, **around, **context)
