"""What people see of the devices that are registered about them (L-PIP#17, #45)."""

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime

from functions.devices.kinds.model import Kind
from functions.devices.known import NUMBERS
from functions.devices.model import Names, State
from functions.devices.readings.model import Look
from functions.devices.register import bases, rules
from functions.devices.register.model import Basis, Device
from functions.devices.register.owned import Owned
from linli.model import Fact

What = Literal["readings", "alarms", "looks", "card"]
NUMBER: dict[What, str] = {
    "readings": "readings-kept",
    "alarms": "personal-alarm-kept",
    "looks": "looks-kept",
    "card": "personal-kept",
}


class Measured(Fact):
    measure: str
    name: Names
    unit: str


class Kept(Fact):
    """For how many days data are kept, and the article; a `mark` of U or K is not verified."""

    what: What
    days: int
    article: str
    mark: str


class Mine(Fact):
    """`by` registered it; `guardian` agreed on the person's behalf, `withdrawn_by` is the guardian
    who withdrew. `over`: its messages are refused and its data no longer shown.
    """

    id: str
    serial: str | None
    kind: str
    kind_name: Names
    name: str
    community: str
    state: State
    since: AwareDatetime | None
    by: str | None
    until: AwareDatetime
    over: bool
    withdrawn_at: AwareDatetime | None
    withdrawn_by: str | None
    basis: Basis
    article: str
    document: str
    guardian: str | None
    withdrawable: bool
    sensitive: bool
    measures: list[Measured]


class MyDevices(Fact):
    items: list[Mine]
    next: str | None
    kept: list[Kept]
    names: dict[str, str]  # of staff, by id


class LooksAtMine(Fact):
    items: list[Look]
    next: str | None
    names: dict[str, str]  # of staff, by id


def mine(device: Device, kind: Kind, owned: Owned, now: datetime, *, child: bool) -> Mine | None:
    """None if the device has no agreement. All data about a child are sensitive (L-PIP#28)."""
    if (agreed := device.agreed) is None:
        return None
    over = rules.over(device, now)
    gauges = [Measured(measure=g.measure, name=g.name, unit=g.unit) for g in kind.measures]
    return Mine(
        **device.model_dump(include={"id", "serial", "kind", "name", "community", "state"}),
        kind_name=kind.name,
        since=owned.since,
        by=owned.by,
        until=agreed.until,
        over=over,
        withdrawn_at=device.withdrawn_at,
        withdrawn_by=device.withdrawn_by,
        basis=agreed.basis,
        article=bases.article(agreed, kind, now, child=child),
        document=agreed.document,
        withdrawable=not over and bases.withdrawable(agreed, kind, now),
        guardian=agreed.guardian,
        sensitive=kind.sensitive or child,
        measures=gauges,
    )


def kept(now: datetime) -> list[Kept]:
    found = [(what, NUMBERS[row_id].at(now)) for what, row_id in NUMBER.items()]
    return [
        Kept(what=what, days=int(row.value), article=row.article, mark=row.mark)
        for what, row in found
    ]
