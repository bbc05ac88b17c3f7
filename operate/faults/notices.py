"""The notices that people got in a drill, by inbox and by phone, and the receipts that incidents
got.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from operate.faults.crowd import Crowd
from operate.faults.thread import Outcome

PEOPLE = ("wang", "li")  # wang acts, li verifies


class Notices(NamedTuple):
    """Most lines are a cover and what it is about: "MH-1 incidents.dispatched".

    `inbox` are the notices in inboxes. `carried` are the ids of messages that reached a phone;
    `arrived` are the same once each, and those that the inbox says arrived by SMS or call although
    no phone got them. `read` are the receipts in the incidents' timelines.
    """

    inbox: list[str]
    carried: list[str]
    arrived: list[str]
    read: list[str]


def collect(crowd: Crowd, outcomes: Iterable[Outcome]) -> Notices:
    cover_of = {incident: one.cover for one in outcomes for incident in one.incidents}
    inboxes = [notice for name in PEOPLE for notice in _inbox(crowd, name)]
    notices = [f"{cover_of.get(_about(one), 'unknown')} {one['template']}" for one in inboxes]
    carried = [sending for name in PEOPLE for sending in crowd.carried(name)]
    arrived = {f"n-{one['id']}" for one in inboxes if one["delivered_at"] != one["read_at"]}
    nowhere = arrived - {sending.rpartition("-")[0] for sending in carried}
    read = [
        f"{cover} {line}" for incident, cover in cover_of.items() for line in _read(crowd, incident)
    ]
    return Notices(notices, carried, sorted(nowhere | set(carried)), read)


def _inbox(crowd: Crowd, name: str) -> list[dict[str, Any]]:
    """A person's notices about incidents, without those about the roles given at the start."""
    found = crowd.pages("/v1/notify/notices?", name)
    return [one for one in found if one["about"].startswith("incident#")]


def _about(notice: dict[str, Any]) -> str:
    return str(notice["about"].partition("#")[2])


def _read(crowd: Crowd, incident: str) -> Iterator[str]:
    """A line about the delivery may be missing, if the person was quicker, but must not be there
    twice.
    """
    lines = [(one["kind"], one["note"]) for one in crowd.show(incident)["timeline"]]
    for kind, note in lines:
        if kind == "told-read":
            yield f"incidents.{note}"
    for line in {one for one in lines if one[0] == "told-delivered" and lines.count(one) > 1}:
        yield f"{line[1]} delivered {lines.count(line)} times"
