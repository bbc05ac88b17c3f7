"""Answers to features that cannot wait for an event."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from linli.answers import Answers
from linli.errors import Invalid

from . import templates, wording
from .bulk import carrying as bulk_carrying
from .gateways import moment
from .model import Language

answers = Answers()
handler = answers.handler
TEMPLATE = "notify.code"
HOUR = timedelta(hours=1)
Phone = Annotated[str, Field(pattern=r"^\+[1-9]\d{6,14}$")]
Key = Annotated[str, Field(pattern=r"^accounts\.[a-z-]{1,60}$")]


@answers.to("notify")
def carry(bulk_id: str, page: int, message: int, to: tuple[str, ...]) -> str | None:
    """Send one message of a bulk page to a gateway; returns which; see steps.py."""
    return bulk_carrying.carry(bulk_id, page, message, to)


@answers.to("accounts")
def send_code(
    phone: Phone,
    code: Annotated[str, Field(pattern=r"^\d{4,10}$")],
    language: Language,
    minutes: Annotated[int, Field(ge=1, le=60)],
) -> None:
    """Send a code by SMS at once; the recipient may be unknown to the city. The code is not stored;
    only the fact of sending is, to judge the provider.
    """
    variables = {"code": code, "minutes": str(minutes)}
    template = templates.fitting(TEMPLATE, variables)
    said = wording.outgoing(TEMPLATE, template, variables, "sms", language)
    moment.send(phone, said, timedelta(minutes=minutes))


@answers.to("accounts")
def warn(phone: Phone, template: Key, language: Language) -> None:
    """Warn a phone number by SMS that its person has given it up; notices do not reach it
    any more.
    """
    known = templates.tellable(template, {})
    if known.kind != "warning":
        raise Invalid("no-warning")
    moment.send(phone, wording.outgoing(template, known, {}, "sms", language), HOUR)
