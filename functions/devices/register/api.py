"""Routes of devices and their history."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from functions.devices.kinds import store as kinds
from functions.devices.kinds.model import PERSONAL
from functions.devices.model import KindId, Serial, State, Words
from functions.devices.routes import After, Id, Of, api
from linli import clock, members, staff
from linli.anonymous import must_name_nobody
from linli.api import IfMatch
from linli.auth import CallerNow
from linli.errors import Invalid, NotFound, Refused
from linli.model import Fact

from . import acts, rules, store
from .model import Card, Device, Entry, Particulars, Wanted

FactLine = Annotated[str, Query(pattern=r"^(line#\d|$)", max_length=200)]  # cursor of a history


class Devices(Fact):
    items: list[Device]
    next: str | None


class History(Fact):
    items: list[Entry]
    next: str | None
    names: dict[str, str]  # of staff, by id


class Retirement(Fact):
    reason: Words


@api.get(
    "/v1/devices",
    action="list_devices",
    summary="Devices of a community: of a kind, in a state, whose name or id begins so, or with "
    "a serial; for most without what is of a person",
)
def list_devices(
    community: Of,
    caller: CallerNow,
    kind: Annotated[KindId | None, Query()] = None,
    state: Annotated[State | None, Query()] = None,
    name: Annotated[str, Query(max_length=64)] = "",
    serial: Annotated[Serial | None, Query()] = None,
    after: After = "",
) -> Devices:
    caller.must(community)
    known = kinds.kinds([kind] if kind else [])
    if any(one.personal for one in known.values()):
        caller.must(community, kind=PERSONAL)
    personal = caller.may_each([(community, {"kind": PERSONAL})])[0]
    wanted = Wanted(kind, state, name.strip())
    if serial:
        page = acts.with_serial(serial, community, wanted, personal=personal)
    else:
        page = acts.listed(community, wanted, after, personal=personal)
    return Devices(items=page.items, next=page.next)


@api.post("/v1/devices", action="register_device", status_code=201, summary="Register a device")
def register_device(card: Card, caller: CallerNow) -> Device:
    caller.must(card.community)
    try:
        kind = kinds.kind(card.kind)
    except NotFound:
        raise Invalid("unknown-kind", "/body/kind") from None
    if kind.personal:
        caller.must(card.community, kind=kind.noun)
    now = clock.now(card.community)
    device = rules.registered(card, kind, store.LONGEST(now), now)
    if card.agreed and not members.covering(card.agreed.person, card.community):
        raise Refused("person-elsewhere")
    acts.lawful(card.agreed, kind, now)
    line = rules.line("registered", now, caller.id)
    return store.register(device, line, caller.digest(card))


@api.get("/v1/devices/<device_id>", action="show_device", summary="A device")
def show_device(device_id: Id, caller: CallerNow) -> Device:
    device, _ = acts.seen(device_id, caller)
    return device


@api.put(
    "/v1/devices/<device_id>",
    action="revise_device",
    summary="Correct a device's registration",
)
def revise_device(
    device_id: Id, revision: Particulars, version: IfMatch, caller: CallerNow
) -> Device:
    device, kind = acts.seen(device_id, caller)
    now = clock.now(device.community)
    if revision.agreed != device.agreed:
        acts.lawful(revision.agreed, kind, now)
    return store.change(
        device_id,
        lambda before: rules.revise(before, revision, kind, version, store.LONGEST(now), now),
        lambda before, after: rules.line("revised", now, caller.id, **rules.changes(before, after)),
    )


@api.get(
    "/v1/devices/<device_id>/history",
    action="show_device_history",
    summary="The history of a device, in the order in which it was stored",
)
def show_device_history(device_id: Id, caller: CallerNow, after: FactLine = "") -> History:
    device, _ = acts.seen(device_id, caller)
    lines, more = store.history(device_id, after)
    names = staff.names(device.community, (line.by for line in lines))
    return History(items=lines, next=more, names=names)


@api.post(
    "/v1/devices/<device_id>/retirements",
    action="retire_device",
    status_code=201,
    summary="Retire a device for good; its past remains visible",
)
def retire_device(
    device_id: Id, retirement: Retirement, version: IfMatch, caller: CallerNow
) -> Device:
    must_name_nobody(reason=retirement.reason)
    device, _ = acts.seen(device_id, caller)
    line = rules.line("retired", clock.now(device.community), caller.id, retirement.reason)
    return store.change(
        device_id,
        lambda before: rules.ended(before, version),
        lambda before, after: line,
        lambda after: [store.retired(after, line)],
    )
