"""What a row would change in the register, and applying it. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from functions.facilities.assets import rules
from functions.facilities.assets.model import Asset, Card, Codes
from linli.errors import Invalid

from . import cells
from .cells import Kinds
from .model import CUT, FULL, PAGE, Problem, Row, Verdict
from .sheet import Record, Sheet

ROW = 400  # bytes of a row besides its cells
Known = Mapping[str, Asset]  # by id


class Meant(NamedTuple):
    """The asset as the row would make it, or the error."""

    verdict: Verdict
    asset: Asset | None = None
    problem: Problem | None = None


def page(records: Iterable[Record]) -> list[Record]:
    """The first records that fit into one row of the database."""
    held: list[Record] = []
    size = 0
    for record in records:
        size += sum(map(_size, record.cells.values())) + ROW
        if held and (len(held) == PAGE or size > FULL):
            break
        held.append(record)
    return held


def ids(records: Iterable[Record]) -> Iterator[str]:
    """The ids that may be registered already."""
    return (record.id for record in records if 0 < len(record.id) <= CUT)


def judge(
    record: Record, sheet: Sheet, community: str, known: Known, kinds: Kinds, codes: Codes
) -> Row:
    about: dict[str, Any] = {"number": record.number, "id": record.id[:CUT]}
    about |= {"name": record.cells.get("name", "")[:CUT]}
    if again := _again(record, sheet):
        return Row(verdict="duplicate", problems=(again,), **about)
    card, problems = cells.card(record, community, kinds)
    if card is None:
        return Row(verdict="wrong", problems=tuple(problems), **about)
    values = _values(card, sheet)
    before = known.get(card.id)
    meant = mean(values, community, before, codes)
    if meant.problem:
        return Row(verdict="wrong", problems=(meant.problem,), **about)
    new: tuple[str, ...] = ()
    if before and meant.asset:
        new = tuple(change.field for change in rules.changes(before, meant.asset))
    base = before.version if before else None
    return Row(verdict=meant.verdict, base=base, values=values, changes=new, **about)


def apply(
    row: Row, community: str, before: Asset | None, codes: Codes, *, reason: str | None
) -> Meant:
    """Apply a row only to the version that it was compared with: an asset registered or changed
    since is left alone. Moving an inspection date requires a reason.
    """
    if (before.version if before else None) != row.base:
        return Meant("wrong", problem=Problem(column="id", code="changed-since-preview"))
    meant = mean(row.values, community, before, codes)
    if before and meant.asset and rules.is_moved(before, meant.asset) and reason is None:
        return Meant("wrong", problem=Problem(column="inspection_due", code="why-moved"))
    return meant


def mean(values: dict[str, Any], community: str, before: Asset | None, codes: Codes) -> Meant:
    """The asset by a row without errors. A missing column keeps the old value; an empty cell clears
    it.
    """
    card = Card.model_validate({**values, "community": community})
    try:
        if before is None:
            return Meant("new", rules.registered(Asset(**card.model_dump()), codes))
        return _revised(before, card, values)
    except Invalid as refusal:
        wrong = Problem(column=refusal.pointer.rpartition("/")[2], code=refusal.code)
        return Meant("wrong", problem=wrong)


def _again(record: Record, sheet: Sheet) -> Problem | None:
    """An earlier row has the same value in a column that must be unique."""
    for column, name in record.names.items():
        first = sheet.first[column, name]
        if name and first != record.number:
            return Problem(column=column, code="duplicate", other=first)
    return None


def _size(cell: str) -> int:
    """Size in JSON."""
    return len(cell.encode()) + cell.count('"') + cell.count("\\")


def _revised(before: Asset, card: Card, values: dict[str, Any]) -> Meant:
    if before.community != card.community:
        raise Invalid("already-registered", "/id")
    if before.kind != card.kind:
        raise Invalid("another-kind", "/kind")
    new = {name: getattr(card, name) for name in values if name in rules.FIELDS}
    after = before.model_copy(update=new)
    if after == before:
        return Meant("same", before)
    if before.state == "retired":
        raise Invalid("asset-retired", "/id")
    return Meant("different", rules.placed(after))


def _values(card: Card, sheet: Sheet) -> dict[str, Any]:
    """The values of the columns in the file."""
    columns = {"point" if name in ("lat", "lon") else name for name in sheet.columns if name}
    return card.model_dump(mode="json", include=columns - {"community"})
