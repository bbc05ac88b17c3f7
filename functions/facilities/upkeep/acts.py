"""Duties of upkeep begun, overdue and done, each in one write with its consequences."""

from datetime import datetime

from events import Event
from functions.facilities.assets import rules as assets_rules
from functions.facilities.assets import store as assets
from functions.facilities.assets.model import Asset, Entry
from functions.facilities.ledger import finding
from functions.facilities.ledger import rules as ledger_rules
from functions.facilities.ledger import store as ledger
from functions.facilities.ledger.acts import holders, managers
from functions.facilities.ledger.model import Source, Where
from functions.facilities.photos import rules as photo_rules
from functions.facilities.photos import store as photo_store
from linli import clock
from linli.errors import Invalid, Refused
from linli.rows import rows
from linli.store import Write, commit, stored, until_settled
from linli.texts import say

from . import recording, rules, store
from .model import Maintenance, Record, Row, Upkeep

ROWS = rows("facilities", "upkeep", Row)
LINES = {"maintain": "maintained", "inspect": "qualified", "test": "tested"}  # of the history
CONFIRM = ("community_worker", "official")  # asked in this order, but not the author


def keep(asset_id: str) -> None:
    """Recompute the duties of an asset."""

    def settle() -> None:
        asset = assets.asset(asset_id)
        now = clock.now(asset.community)
        known = {one.row: one for one in store.duties(asset_id)}
        mine = {row.id: row for row in rules.of_kind(ROWS, asset.kind, now)}
        writes: list[Write] = []
        for name in dict.fromkeys((*mine, *known)):
            row = mine.get(name)
            before = known.get(name) or rules.begun(mine[name], asset, now)
            after = rules.reckon(before, row, asset, now)
            if after != before or before.version is None:
                writes += _changed(before, after, now)
        if writes:
            commit(*writes)

    until_settled(settle)


def look(pk: str, sk: str) -> None:
    """Called by the sweeper when a duty may be overdue, or a reminder is due."""

    def settle() -> None:
        before = store.by_key(pk, sk)
        now = clock.now(before.community)
        if before.look_at is None or before.look_at > now:
            return
        asset = assets.asset(before.asset_id)
        row = _row(asset, before.row, now)
        duty = rules.reckon(before, row, asset, now)
        if row and rules.to_ask(duty):
            after, told = rules.ask(duty, row, _others(duty), now)
            commit(*_changed(before, after, now, *told))
        elif row and rules.is_late(duty, now) and not duty.overdue:
            commit(*_late(duty, row, now))
        elif row and rules.to_remind(duty, row, now):
            after, told = rules.remind(duty, row, managers(duty.community), now)
            commit(*_changed(before, after, now, *told))
        else:
            commit(*_changed(before, duty, now))

    until_settled(settle)


def done(asset_id: str, body: Maintenance, by: str, record_id: str, request: str) -> Record:
    """Record maintenance; an overdue duty is fulfilled, and its hazard closed."""
    photos = photo_store.photos(body.photos)

    def settle() -> Record:
        before = assets.asset(asset_id)
        now = clock.now(before.community)
        row = _row(before, body.row, now)
        if row is None:
            raise Invalid("no-such-duty", "/body/row")
        asset = assets_rules.kept(before)
        duty = store.duty(asset_id, row.id) or rules.begun(row, asset, now)
        recording.entered(row, duty, body, now)
        proofs = photo_rules.proofs_of(record_id, photos, body.photos, by)
        record = Record(
            id=record_id,
            asset_id=asset_id,
            community=asset.community,
            what=row.what,
            photos=proofs,
            entered_by=by,
            entered_at=now,
            waits=recording.waits(row, duty, body),
            **body.model_dump(exclude={"photos"}),
        )
        writes = _waiting(duty, row, record) if record.waits else _counted(asset, duty, row, record)
        writes += photo_store.belong(photos, proofs, record_id)
        return store.record(record, request, writes)

    return until_settled(settle)


def confirm(asset_id: str, record_id: str, by: str, note: str) -> Record:
    """Confirmation by another person makes a record count; an overdue duty is fulfilled."""

    def settle() -> Record:
        before = store.record_by(asset_id, record_id)
        asset = assets.asset(asset_id)
        now = clock.now(asset.community)
        record = recording.confirmed(before, by, note, now)
        if record == before:
            return before
        row = _row(assets_rules.kept(asset), record.row, now)
        if row is None:
            raise Refused("no-such-duty")
        duty = store.duty(asset_id, row.id) or rules.begun(row, asset, now)
        commit(store.record_of(record), *_counted(asset, duty, row, record))
        return stored(record)

    return until_settled(settle)


def _waiting(duty: Upkeep, row: Row, record: Record) -> list[Write]:
    line = _line("upkeep-recorded", record)
    return [store.duty_of(recording.waiting(duty, row, record)), *assets.history_of([line])]


def _counted(before: Asset, duty: Upkeep, row: Row, record: Record) -> list[Write]:
    """Credited to the person who confirmed it or, where none is needed, who entered it."""
    by = record.confirmed_by or record.entered_by
    now = record.confirmed_at or record.entered_at
    asset = before
    if record.next_due and recording.is_newest(duty, record.done_at):
        asset = before.model_copy(update={"inspection_due": record.next_due})
    writes = _changed(duty, recording.counted(duty, row, asset, record, now), now, by=by)
    for other in recording.counting_too(ROWS, row, record, now):
        also = store.duty(asset.id, other.id) or rules.begun(other, asset, now)
        writes += _changed(also, recording.counted(also, other, asset, record, now), now, by=by)
    return [*writes, *_told(before, asset, record)]


def _row(asset: Asset, name: str, now: datetime) -> Row | None:
    return next((row for row in rules.of_kind(ROWS, asset.kind, now) if row.id == name), None)


def _changed(
    before: Upkeep, after: Upkeep, now: datetime, *told: Event, by: str | None = None
) -> list[Write]:
    """If it is no longer overdue, its hazard is closed too."""
    writes = [store.duty_of(after, *told)]
    if before.hazard_id and after.hazard_id is None:
        entry = ledger.entry(before.hazard_id)
        if entry.is_open:
            around = ledger.around(entry)
            writes += ledger.writes(ledger_rules.over(entry, now, by=by, around=around))
    return writes


def _others(duty: Upkeep) -> list[str]:
    """People who may confirm the record: anyone but its author."""
    by = store.record_by(duty.asset_id, str(duty.waiting)).entered_by
    for role in CONFIRM:
        if found := [one for one in holders(duty.community, role) if one != by]:
            return found
    return []


def _late(duty: Upkeep, row: Row, now: datetime) -> list[Write]:
    hazard_id = rules.hazard_id(duty)
    after, told = rules.late(duty, row, hazard_id, managers(duty.community), now)
    source = Source(
        id=hazard_id,
        community=duty.community,
        found_by="upkeep",
        category=f"upkeep_{row.what}",
        where=Where(asset_id=duty.asset_id),
        at=now,
        words=f"{say('facilities', f'upkeep-{row.id}', 'zh')} {duty.due}",
    )
    line = Entry(
        asset_id=duty.asset_id,
        what="upkeep-overdue",
        at=now,
        recorded_at=now,
        about=hazard_id,
        reason=row.id,
        article=row.article,
    )
    found = finding.found(source, now, severity=row.severity)
    return [store.duty_of(after, *told), *assets.history_of([line]), *found.writes]


def _told(before: Asset, after: Asset, record: Record) -> list[Write]:
    """The line of history, with the new inspection date."""
    new = assets_rules.changes(before, after)
    what = record.result or LINES[record.what]
    line = _line(what, record).model_copy(update={"changes": new})
    return assets.writing(after, line) if new else assets.history_of([line])


def _line(what: str, record: Record) -> Entry:
    return Entry(
        asset_id=record.asset_id,
        what=what,
        at=record.done_at,
        recorded_at=record.confirmed_at or record.entered_at,
        by=record.confirmed_by or record.entered_by,
        about=record.id,
        reason=" ".join(filter(None, (record.row, record.by, record.report))),
    )
