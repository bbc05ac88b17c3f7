"""Parsing and checking a table of devices, with errors by row and column. Pure."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from pydantic import ValidationError

from functions.devices.kinds.model import Kind
from functions.devices.register import bases
from functions.devices.register import rules as register
from functions.devices.register.model import Agreed, Card, Device, Unit
from linli.errors import Invalid
from linli.roles import Actor

from .model import MOST, PAGE, PEOPLE, SHOWN, Import, Problem, Row, Rows

NEEDED = ("id", "kind", "name", "lat", "lon", "address")
COLUMNS = (
    *NEEDED,
    *("grid", "building", "zone", "gateway", "bearer", "maker", "model", "serial"),
    *Agreed.model_fields,
)


class Read(NamedTuple):
    rows: list[Row]
    problems: list[Problem]
    total: int


class Known(NamedTuple):
    """What is registered, by id, kind and serial."""

    devices: Mapping[str, Device]
    kinds: Mapping[str, Kind]
    units: Mapping[str, Unit]
    people: Mapping[str, Actor]  # members of the community


def read(text: str, community: str) -> Read:
    """Parse; Invalid if it is not such a table."""
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        head = [cell.strip() for cell in next(lines, [])]
        body = [
            (number, cells)
            for number, cells in enumerate(lines, start=2)
            if any(map(str.strip, cells))
        ]
    except csv.Error:
        raise Invalid("table-unreadable", "/body/csv") from None
    if missing := [name for name in NEEDED if name not in head]:
        raise Invalid("column-missing", f"/body/csv/{missing[0]}")
    if strange := [name for name in head if name not in COLUMNS or head.count(name) > 1]:
        raise Invalid("column-unknown", f"/body/csv/{strange[0][:40]}")
    if not body:
        raise Invalid("table-empty", "/body/csv")
    if len(body) > MOST:
        raise Invalid("table-too-long", "/body/csv")
    rows, problems = [], []
    for number, cells in body:
        try:
            rows.append(Row(number=number, card=_card(head, cells, community)))
        except ValidationError as error:
            problems += [_of(number, one) for one in error.errors(include_input=False)]
    return Read(rows, [*_beyond(head, body), *problems, *_twice(rows)], len(body))


def people(read: Read) -> set[str]:
    """The people named; Invalid if there are too many to look up."""
    found = {row.card.agreed.person for row in read.rows if row.card.agreed}
    if len(found) > PEOPLE:
        raise Invalid("too-many-people", "/body/csv/person")
    return found


def checked(read: Read, known: Known, longest: timedelta, now: datetime) -> list[Problem]:
    """All errors, in order of rows."""
    found = [*read.problems]
    for row in read.rows:
        found += [_problem(row, *said) for said in _wrong(row.card, known, longest, now)]
    return sorted(found, key=lambda one: (one.row, one.column or ""))


def begun(
    import_id: str, community: str, read: Read, wrong: list[Problem], by: str, now: datetime
) -> Import:
    return Import(
        id=import_id,
        community=community,
        stage="wrong" if wrong else "applying",
        rows=read.total,
        wrong=len({one.row for one in wrong}),
        problems=tuple(wrong[:SHOWN]),
        by=by,
        at=now,
    )


def pages(rows: list[Row]) -> list[Rows]:
    return [Rows(rows=tuple(rows[n : n + PAGE])) for n in range(0, len(rows), PAGE)]


def passed(job: Import, page: Rows, failed: list[Problem], *, more: bool) -> Import:
    """After one page."""
    new: dict[str, Any] = {
        "next": job.next + 1,
        "applied": job.applied + len(page.rows) - len(failed),
        "failed": job.failed + len(failed),
        "problems": (*job.problems, *failed)[:SHOWN],
    }
    over = {} if more else {"stage": "done"}
    return job.model_copy(update=new | over)


def lapsed(job: Import) -> Import:
    """Expired: the remaining rows count as failed."""
    left = job.rows - job.applied - job.failed
    return job.model_copy(update={"stage": "done", "failed": job.failed + left})


def same(device: Device, card: Card) -> bool:
    """Whether the device matches the file; a retired one does not come back by it."""
    matches = all(getattr(device, name) == getattr(card, name) for name in Card.model_fields)
    return matches and device.state != "retired"


def _card(head: list[str], cells: list[str], community: str) -> Card:
    said: dict[str, Any] = {
        name: cell.strip() for name, cell in zip(head, cells, strict=False) if cell.strip()
    }
    point = {name: said.pop(name) for name in ("lat", "lon") if name in said}
    agreed = {name: said.pop(name) for name in Agreed.model_fields if name in said} or None
    place = {"point": point, "community": community, "agreed": agreed}
    return Card.model_validate({**said, **place})


def _of(number: int, error: Any) -> Problem:
    column = str(error["loc"][-1]) if error["loc"] else None
    code = "value-missing" if error["type"] == "missing" else "value-invalid"
    return Problem(row=number, column=column if column in COLUMNS else None, code=code)


def _beyond(head: list[str], body: list[tuple[int, list[str]]]) -> Iterator[Problem]:
    """Rows with more cells than the header, as after an unquoted comma: their values may be in the
    wrong columns.
    """
    for number, cells in body:
        if any(cell.strip() for cell in cells[len(head) :]):
            yield Problem(row=number, code="too-many-cells")


def _twice(rows: list[Row]) -> Iterator[Problem]:
    for column in ("id", "serial"):
        values = [(row.number, getattr(row.card, column)) for row in rows]
        count = Counter(value for _, value in values if value)
        for number, value in values:
            if count[value] > 1:
                yield Problem(row=number, column=column, code="twice-in-file")


def _wrong(
    card: Card, known: Known, longest: timedelta, now: datetime
) -> Iterator[tuple[str | None, str]]:
    kind, stands = known.kinds.get(card.kind), known.devices.get(card.id)
    if kind is None:
        yield "kind", "unknown-kind"
        return
    whose = known.people.get(card.agreed.person) if card.agreed else None
    try:
        register.registered(card, kind, longest, now)
        if card.agreed and whose:
            bases.lawful(card.agreed, kind, whose, now)
    except Invalid as error:
        column = error.pointer.rpartition("/")[2]
        yield column if column in COLUMNS else None, error.code
    if card.agreed and whose is None:
        yield "person", "person-elsewhere"
    if stands and not same(stands, card):
        yield "id", "already-registered"
    unit = known.units.get(card.serial) if card.serial and stands is None else None
    if why := register.unmountable(unit, card.id):
        yield "serial", why


def _problem(row: Row, column: str | None, code: str) -> Problem:
    return Problem(row=row.number, column=column, code=code)
