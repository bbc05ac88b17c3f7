"""What notify does for features that cannot wait for an event."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import Field
from ulid import ULID

from linli.answers import Answers
from linli.errors import Refused

from . import templates, wording
from .bulk import carrying as bulk_carrying
from .gateways import store as gateways_store
from .gateways import supply
from .gateways.protocol import Sending
from .gateways.suppliers import Sent
from .model import Language

answers = Answers()
handler = answers.handler
TEMPLATE = "notify.code"


@answers.to("notify")
def carry(bulk_id: str, page: int, message: int, to: tuple[str, ...]) -> str | None:
    """A page of a message to many, to a gateway: which one; see steps.py."""
    return bulk_carrying.carry(bulk_id, page, message, to)


@answers.to("accounts")
def send_code(
    phone: Annotated[str, Field(pattern=r"^\+[1-9]\d{6,14}$")],
    code: Annotated[str, Field(pattern=r"^\d{4,10}$")],
    language: Language,
    minutes: Annotated[int, Field(ge=1, le=60)],
) -> None:
    """By SMS and at once, to whom it may not be anybody the city knows. It is kept nowhere; what
    is kept is that it was sent, to judge the supplier by.
    """
    variables = {"code": code, "minutes": str(minutes)}
    template = templates.fitting(TEMPLATE, variables)
    said = wording.outgoing(TEMPLATE, template, variables, "sms", language)
    sending = Sending(
        id=f"c-{ULID()}".lower(),
        to=(phone,),
        expires_at=datetime.now(UTC) + timedelta(minutes=minutes),
        **said.model_dump(exclude={"segments"}),
    )
    try:
        carried = supply.carry("sms", sending)
    except supply.NobodyCarries:
        raise Refused("no-supplier", 503) from None
    if carried.taken.refused:
        raise Refused("not-reachable", 422)
    sent = Sent(id=sending.id, channel="sms", gateway=carried.gateway, at=carried.at)
    gateways_store.keep_sent(sent)
