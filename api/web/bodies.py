"""What programs and pages send alike: one model, whether it comes as JSON or as a form."""

from datetime import date, time
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.web.deps import ID_MAX
from wms.rules.promise_times import Wish
from wms.tables.ordering import OrderKind

ItemId = Annotated[int, Field(ge=1, le=ID_MAX)]
Version = Annotated[int, Field(ge=1, le=1_000_000)]
Words = Annotated[str, Field(max_length=200)]


class Bounded(BaseModel):
    """A request that says nothing we do not know."""

    model_config = ConfigDict(extra="forbid")


class Wished(BaseModel):
    """How goods shall come; without a day or hours it is as soon as possible."""

    kind: OrderKind = OrderKind.STANDARD
    deliver_on: date | None = None
    not_before: time | None = None
    not_after: time | None = None

    @property
    def wish(self) -> Wish:
        return Wish(self.deliver_on, _minute(self.not_before), _minute(self.not_after))


def _minute(at: time | None) -> int | None:
    return None if at is None else at.hour * 60 + at.minute
