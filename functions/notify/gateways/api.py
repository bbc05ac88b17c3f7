"""Routes of gateways: their reports, and the state of providers."""

from datetime import UTC, datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Header, Path

from functions.notify.routes import api
from linli.auth import CallerNow
from linli.city import city
from linli.errors import Conflict, Invalid, Refused, TooMany

from . import client, reports, suppliers, supply
from .protocol import Reports, Signature
from .views import Heard, Supplier, Suppliers

SIGNED = ("Linli-Gateway", "Linli-Time", "Linli-Signature")
GatewayName = Annotated[str, Path(pattern=r"^[a-z][a-z0-9-]{0,15}$")]


def signed() -> None:
    """Verifies the signature before the body is parsed."""
    asked = api.current_event
    by, time, signature = (asked.headers.get(name) for name in SIGNED)
    if not (by and time and signature):
        raise Invalid("missing", "/header")
    known = {one.name for channel in city().gateways.values() for one in channel}
    if by not in known or by != asked.path.rpartition("/")[2]:
        raise Refused("forged", 401)
    raw = (asked.decoded_body or "").encode()
    said = Signature(gateway=by, time=time, signature=signature)
    said.check(client.secret(by), raw, datetime.now(UTC))


@api.post(
    "/v1/notify/callbacks/<gateway>",
    public=True,
    first=signed,
    summary="Report the outcomes of messages, signed by the gateway that accepted them",
)
def hear_gateway(
    gateway: GatewayName,
    body: Reports,
    by: Annotated[str, Header(alias="Linli-Gateway", max_length=64)],
    time: Annotated[str, Header(alias="Linli-Time", max_length=20)],
    signature: Annotated[str, Header(alias="Linli-Signature", max_length=100)],
) -> Heard:
    """The headers were verified by then; they are parameters for the API's documentation."""
    try:
        unknown = reports.take(gateway, body.reports)
    except Conflict:  # concurrent reports about the same people
        raise TooMany(1) from None  # gateways do not retry a 409
    return Heard(taken=len(body.reports) - unknown, unknown=unknown)


@api.get(
    "/v1/notify/suppliers",
    action="show_suppliers",
    summary="The share and the state of each supplier of a channel",
)
def show_suppliers(caller: CallerNow) -> Suppliers:
    caller.must(city().code)
    at = supply.now()
    items = []
    for channel, carriers in city().gateways.items():
        shares, rest = supply.shares(channel), suppliers.resting(carriers)
        for name, health in supply.health(channel, at).items():
            points = {"share": shares.points[name], "resting": rest[name]}
            items.append(Supplier(channel=channel, name=name, **points, **health._asdict()))
    return Suppliers(items=items)
