"""Device messages that an IoT rule could not forward to their queue.

Its error action puts them among the dead letters of their feature, in the broker's own format: the
rule, the topic, the client and the payload, but neither the certificate nor the time.
"""

import json
from base64 import b64decode
from collections.abc import Callable
from typing import Any

RULE, PAYLOAD = "ruleName", "base64OriginalPayload"
OWN = "$aws/events/"  # topics of the broker itself, whose messages need no envelope


def rule(body: str) -> str | None:
    """The rule that failed, named like its queue; None if it is no such message."""
    said = _said(body)
    return str(said[RULE]) if said else None


def enveloped(body: str, received: int, iot: Callable[[], Any]) -> str:
    """The body that the rule would have sent; any other message's body is returned unchanged.

    So is that of a client whose certificate is not certain: linli.signals refuses it. `received`:
    milliseconds since 1970, when the error action was taken; `iot` returns the client of the device
    registry.
    """
    said = _said(body)
    if said is None:
        return body
    try:
        if said["topic"].startswith(OWN):
            return b64decode(said[PAYLOAD]).decode()
        community, device, channel = said["topic"].split("/")[-3:]
    except (KeyError, ValueError, AttributeError):
        return body
    certificate = _certificate(iot(), device) if said.get("clientId") == device else None
    if certificate is None:
        return body
    envelope = {
        "payload": said[PAYLOAD],
        "community": community,
        "device": device,
        "channel": channel,
        "principal": certificate,
        "received": received,
    }
    return json.dumps(envelope)


def _said(body: str) -> dict[str, Any] | None:
    try:
        said = json.loads(body)
    except ValueError:
        return None
    return said if isinstance(said, dict) and {RULE, PAYLOAD} <= said.keys() else None


def _certificate(iot: Any, device: str) -> str | None:
    """The only certificate by which that client can have connected; None if there are several."""
    try:
        held = iot.list_thing_principals(thingName=device)["principals"]
    except iot.exceptions.ResourceNotFoundException:
        return None
    return str(held[0]).rpartition("/")[2] if len(held) == 1 else None
