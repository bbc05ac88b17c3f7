"""The request and response of a route that shows a thing's measurements, for any feature."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AwareDatetime, BaseModel

from linli import spreadsheet
from linli.api import Api
from linli.messages import Measure

from . import paging
from .history import Reading, Step

JSON, CSV = "application/json", "text/csv"
HEAD = tuple(Reading.model_fields)
Of = Annotated[Measure, Query()]
From = Annotated[AwareDatetime, Query(alias="from")]
To = Annotated[AwareDatetime | None, Query(alias="to")]
By = Annotated[Step, Query()]
After = Annotated[AwareDatetime | None, Query()]
Form = Annotated[Literal["json", "csv"] | None, Query(alias="format")]


class Readings(BaseModel):
    """`next` is the `after` of the next page; a page ends at the end of a step."""

    items: list[Reading]
    next: str | None


TABLE = {"schema": {"type": "string"}}
SHOWN: Any = {
    200: {
        "description": "In order; a step may be empty",
        "content": {JSON: {"model": Readings}, CSV: TABLE},
    }
}


def shown(
    api: Api,
    thing: str,
    wanted: paging.Asked,
    after: datetime | None,
    form: str | None,
    now: datetime,
) -> Response[Readings | str]:
    """As JSON or CSV, by `form` or the Accept header; CSV has the next page's cursor in a
    header.
    """
    told = paging.page(thing, wanted._replace(begins=after or wanted.begins), now)
    found = Readings(items=told.items, next=told.next.isoformat() if told.next else None)
    if (form or _accepted(api)) == "json":
        return Response(200, JSON, found)
    headers = {"Content-Disposition": f"attachment; filename={thing}-{wanted.measure}.csv"}
    if found.next:
        same = {
            "from": wanted.begins.isoformat(),
            "to": wanted.ends.isoformat(),
            "step": wanted.step,
        }
        more = urlencode({"measure": wanted.measure, **same, "after": found.next, "format": "csv"})
        headers["Link"] = f'<{api.current_event.path}?{more}>; rel="next"'
    return Response(200, CSV, table(found.items), headers=headers)


def table(items: Iterable[Reading]) -> str:
    return spreadsheet.written(HEAD, (one.model_dump(mode="json").values() for one in items))


def _accepted(api: Api) -> str:
    wanted = api.current_event.headers.get("accept", "")
    return "csv" if wanted.startswith(CSV) else "json"
