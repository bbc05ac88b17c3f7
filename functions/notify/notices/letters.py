"""A notice as sent to a gateway: address, text and speech. Pure."""

import re
from datetime import datetime
from typing import Any

from functions.notify import wording
from functions.notify.gateways.protocol import Sending, Voice
from functions.notify.model import Wishes
from linli.errors import NotFound
from linli.notices import Template

from .model import Attempt, Notice

SLOWLY = Voice(speed=0.75, repeat=2)
ADDRESSES = {"sms": "phone", "voice": "phone", "email": "email"}


def id_of(attempt: Attempt) -> str:
    """A deterministic id, so that the gateway recognizes a retry."""
    return f"n-{attempt.notice_id}-{attempt.number}"


def attempt_of(sending_id: str) -> tuple[str, int]:
    """The notice and the number of the attempt; NotFound if it cannot be one."""
    found = re.fullmatch(r"n-([0-9a-f]+)-(\d{1,3})", sending_id)
    if not found:
        raise NotFound
    return found[1], int(found[2])


def sending(
    notice: Notice,
    attempt: Attempt,
    template: Template,
    wishes: Wishes,
    address: str,
    expires_at: datetime,
) -> tuple[Sending, int | None]:
    """The sending, and its billed segments; `expires_at` is real time, as gateways use."""
    said = wording.outgoing(
        notice.template, template, notice.variables, attempt.channel, wishes.language
    )
    own: dict[str, Any] = {}
    if attempt.channel == "voice":
        own = {"voice": SLOWLY if wishes.large_voice else Voice()}
    if attempt.channel == "email":
        own = {"subject": said.text}
    if attempt.channel == "robot":
        own = {"markdown": f"**{notice.color or notice.urgency}** {said.text}"}
    letter = said.model_dump(exclude={"segments"})
    new = Sending(id=id_of(attempt), to=(address,), expires_at=expires_at, **letter, **own)
    return new, said.segments
