"""What people were told in a drill, by inbox and telephone, and what the incidents heard of it."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from operate.faults.crowd import Crowd
from operate.faults.thread import Told

PEOPLE = ("wang", "li")  # who acts, and who verifies


class Said(NamedTuple):
    """Each by the cover that it is about and what it says: "MH-1 incidents.dispatched".

    `carried` are the ids of what telephones got, each but once; `arrived` are those and whatever
    of which the inbox says that it arrived, by SMS or by a call, though no telephone got it. `read`
    is what the incident's timeline says.
    """

    notices: list[str]
    carried: list[str]
    arrived: list[str]
    read: list[str]


def said(crowd: Crowd, told: Iterable[Told]) -> Said:
    cover_of = {incident: one.cover for one in told for incident in one.incidents}
    inboxes = [notice for name in PEOPLE for notice in _inbox(crowd, name)]
    notices = [f"{cover_of.get(_about(one), 'unknown')} {one['template']}" for one in inboxes]
    carried = [sending for name in PEOPLE for sending in crowd.carried(name)]
    arrived = {f"n-{one['id']}" for one in inboxes if one["delivered_at"] != one["read_at"]}
    nowhere = arrived - {sending.rpartition("-")[0] for sending in carried}
    read = [
        f"{cover} {line}" for incident, cover in cover_of.items() for line in _read(crowd, incident)
    ]
    return Said(notices, carried, sorted(nowhere | set(carried)), read)


def _inbox(crowd: Crowd, name: str) -> list[dict[str, Any]]:
    """What he was told of incidents; that he was given a role he was told before."""
    found = crowd.pages("/v1/notify/notices?", name)
    return [one for one in found if one["about"].startswith("incident#")]


def _about(notice: dict[str, Any]) -> str:
    return str(notice["about"].partition("#")[2])


def _read(crowd: Crowd, incident: str) -> Iterator[str]:
    """A line that says it arrived may be missing, where he was quicker; but not be there twice."""
    lines = [(one["kind"], one["note"]) for one in crowd.show(incident)["timeline"]]
    for kind, note in lines:
        if kind == "told-read":
            yield f"incidents.{note}"
    for line in {one for one in lines if one[0] == "told-delivered" and lines.count(one) > 1}:
        yield f"{line[1]} delivered {lines.count(line)} times"
