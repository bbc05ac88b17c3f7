"""Who sent a message that waits in a queue or in quarantine, by its envelope."""

import json
from base64 import b64decode
from datetime import UTC, datetime
from typing import NamedTuple

from linli import clock
from linli.anonymous import names_a_person
from linli.messages import form
from linli.table import utc

ASIDE = ("state", "report")  # channels whose messages need not have samples


class Whose(NamedTuple):
    """`series` is the device, or `<device>#aside` of a message that is numbered apart from those
    with samples: it must not account for one of them.
    """

    series: str
    received: str
    payload: str


def whose(text: str) -> Whose | None:
    """None if it is not a device's message; `received` is the broker's timestamp in city time."""
    try:
        envelope = json.loads(text)
        thing, community = str(envelope["device"])[:64], str(envelope["community"])
        had = datetime.fromtimestamp(envelope["received"] / 1000, UTC)
        payload = str(envelope.get("payload"))
        series = aside(thing) if _is_aside(envelope.get("channel"), payload) else thing
        return Whose(series, utc(clock.shift(had, community)), payload)
    except (ValueError, KeyError, TypeError, OverflowError, OSError, RecursionError):
        return None


def sender(text: str) -> dict[str, str | None]:
    """The `device` of a message (`clientId` in the broker's own), or the name of an `event`; None
    if that is unknown, or looks like a person's number.
    """
    try:
        said = json.loads(text)
        names = {
            "device": said.get("device") or said.get("clientId"),
            "event": said.get("detail-type"),
        }
    except (ValueError, AttributeError, RecursionError):
        names = dict.fromkeys(("device", "event"))
    return {
        what: name if isinstance(name, str) and not names_a_person(name) else None
        for what, name in names.items()
    }


def aside(thing: str) -> str:
    """The series of a device's messages without samples."""
    return f"{thing}#aside"


def _is_aside(channel: object, payload: str) -> bool:
    """Whether it is an answer, status or report, for which what is unreadable there is taken."""
    if channel not in ASIDE:
        return False
    try:
        return form(b64decode(payload)) != "samples"
    except ValueError:
        return True
