"""Pre-provisioning hook: AWS IoT asks it before issuing a certificate, and refuses after five
seconds.

The unit states its serial; whether it may have a certificate is decided here.
"""

from typing import Annotated, Any

from pydantic import Field, ValidationError

from linli import names
from linli.city import city
from linli.model import Fact
from linli.observe import entry

from .keys import broker
from .model import Serial
from .onboarding import acts, refusing
from .onboarding.acts import Allowed, Denied


class Parameters(Fact, extra="ignore"):
    """The parameters stated by the unit."""

    serial: Annotated[Serial, Field(alias="SerialNumber")]


class Asked(Fact, extra="ignore"):
    """The request of AWS IoT."""

    claim: Annotated[str, Field(alias="claimCertificateId")] = ""
    certificate: Annotated[str, Field(alias="certificateId")]
    template: Annotated[str, Field(alias="templateArn")]
    parameters: dict[str, str] = {}


def _answer(event: dict[str, Any]) -> dict[str, Any]:
    asked = Asked.model_validate(event)
    said = asked.parameters.get("SerialNumber", "")
    try:
        serial = Parameters.model_validate(asked.parameters).serial
    except ValidationError:
        return _refused(Denied("not-a-serial", None, None), said)
    answer = acts.claim(serial, asked.claim, asked.certificate)
    if isinstance(answer, Denied):
        return _refused(answer, serial)
    policy = broker.stand(asked.template, answer.device.owner, answer.device.community)
    return {"allowProvisioning": True, "parameterOverrides": {"Policy": policy} | _told(answer)}


def _told(allowed: Allowed) -> dict[str, str]:
    """The answer to the unit: it publishes on <Topic>/<channel> or, at no charge for the message,
    on <Ingest> with the channel in place of {channel}, reports what it sent on <Report>, subscribes
    to <Topic>/command, and counts its boots from <FirstBoot>.
    """
    device, city_ = allowed.device, city().name
    topic = names.topic(city_, device.owner, "", device.community, device.id)
    of_channel = names.topic(city_, device.owner, "{channel}", device.community, device.id)
    return {
        "ThingName": device.id,
        "Community": device.community,
        "Topic": topic.rstrip("/"),
        "Ingest": names.basic_ingest(city_, of_channel),
        "Report": names.topic(city_, "devices", "report", device.community, device.id),
        "FirstBoot": str(allowed.first_boot),
    }


def _refused(denied: Denied, serial: str) -> dict[str, Any]:
    refusing.note(denied, serial)
    return {"allowProvisioning": False}


handler = entry(lambda event, _: _answer(event))
