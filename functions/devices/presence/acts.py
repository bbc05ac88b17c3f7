"""Checks for silent devices, kind by kind, a slice of a community at a time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from functions.devices import owners
from functions.devices.kinds import store as kinds
from functions.devices.kinds.model import Kind
from functions.devices.known import NUMBERS
from functions.devices.register import store as register
from functions.devices.register.model import Device
from functions.devices.twin import rules as twin_rules
from functions.devices.twin import store as twins
from linli import clock
from linli.errors import NotFound
from linli.store import commit, until_settled

from . import back, lost, rules, store
from .lost import Look
from .model import Connection, Round, Silence

T = TypeVar("T")
SLICE = 500  # devices per check
PATIENCE = NUMBERS["connected-patience"].value


class Sending(NamedTuple):
    """The devices of a slice that number their messages and are not late, with the time of their
    newest. `bounds`: from the place in the register's list after the first to the second, None at
    the kind's end.
    """

    community: str
    kind: Kind
    bounds: tuple[str, str | None]
    newest: Mapping[str, datetime]
    now: datetime


def begin(community: str, kind_id: str) -> None:
    """Start the checks of a kind in a community, from its first device."""
    kind = kinds.kind(kind_id)
    due = clock.now(community) + rules.pause(kind)
    store.begin(Round(community=community, kind=kind_id, due=due))


def connected(device_id: str, at: datetime, reason: str | None, *, is_connected: bool) -> None:
    """A lifecycle event of a device's session; `at` is in real time. Nothing is recorded for a
    device whose person has withdrawn.
    """
    try:
        device = register.device(device_id)
    except NotFound:
        return  # a phone, or a thing of another city
    at = clock.shift(at, device.community)
    if back.gone(device, at):
        return
    said = Connection(
        device_id=device_id,
        connected=is_connected,
        at=at,
        reason=reason,
    )

    def settle() -> None:
        if after := rules.heard(store.connection(device_id), said):
            store.keep_connection(after)

    until_settled(settle)


def look(pk: str, _: str) -> Sending | None:
    """Check the next slice of a kind's devices; sets when the next check is due. Once an hour, it
    returns those that send, as other checks are about these.
    """
    round_ = store.round_at(pk)
    now = clock.now(round_.community)
    if round_.due is None or round_.due > now:
        return None
    round_ = rules.starting(round_, now)
    kind = kinds.kind(round_.kind)
    page = register.devices(round_.community, kind.id, round_.after, SLICE)
    devices = [one for one in page.items if register.heard(one, round_.community)]
    heard = owners.newest(kind.owner, [one.id for one in devices])
    newest = {thing: one.at for thing, one in heard.items()}
    _settle(kind, {one.id: one for one in devices if one.id in newest}, newest, now)
    if not page.next:
        back.end_retired(round_.community, kind, now)
    due = now if page.next else now + rules.pause(kind)
    commit(store.writing(round_.model_copy(update={"after": page.next or "", "due": due})))
    if not round_.hourly:
        return None
    since = now - rules.patience(kind)
    sending = {thing: one.at for thing, one in heard.items() if one.numbered and one.at >= since}
    return Sending(round_.community, kind, (round_.after, page.next), sending, now)


def _settle(
    kind: Kind, spoke: Mapping[str, Device], newest: Mapping[str, datetime], now: datetime
) -> None:
    known = _known(spoke)
    open_ = {name for name, one in known.items() if one.over_at is None}
    late = [name for name in spoke if newest[name] < now - rules.patience(kind)]
    sessions, allowed = owners.by_hundreds(late, store.connections), _allowed(kind, late)
    silent = {
        name
        for name in late
        if rules.is_silent(newest[name], sessions.get(name), allowed[name], now, PATIENCE(now))
    }
    signs = {
        name: rules.last_sign(newest[name], sessions.get(name)) for name in sorted(silent - open_)
    }
    still = {name: known[name] for name in sorted(open_ & silent)}
    lost.settle(Look(kind, now, spoke, known, signs, still))
    for name in sorted(open_ - silent):
        back.end(kind, spoke[name], known[name], now)


def _allowed(kind: Kind, late: Sequence[str]) -> dict[str, timedelta]:
    """How long each may send nothing: longer if its network is so poor that it was told to."""
    known, usual = owners.by_hundreds(late, twins.twins), kind.every_seconds
    every = {name: twin_rules.every(usual, twin) for name, twin in known.items()}
    return {name: rules.patience(kind, every.get(name)) for name in late}


def _known(devices: Iterable[str]) -> dict[str, Silence]:
    return owners.by_hundreds(list(devices), store.silences)
