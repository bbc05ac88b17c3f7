"""The fleet's control API, on loopback: JSON over HTTP, for tests, scenarios and people."""

import base64
import json
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, Field

from operate.fleet.behaviour import Outgoing
from operate.fleet.broker import Refused, Unacknowledged
from operate.fleet.fleet import Fleet, Unknown
from operate.fleet.frames import Frame
from operate.fleet.thing import PATIENCE


class Sampled(BaseModel, extra="forbid"):
    measures: dict[str, float]
    at: str | None = None


class Publish(BaseModel, extra="forbid"):
    """One of `measures`, `samples`, `frames` (of a fire panel, one payload), `raw` (text) and
    `base64` (any bytes).
    """

    channel: str | None = None
    topic: str | None = None  # of another device, which the broker should refuse
    measures: dict[str, float] | None = None
    samples: list[Sampled] = []
    frames: list[Frame] = []
    raw: str | None = None
    base64: str | None = None
    wait: float = Field(default=PATIENCE, gt=0, le=600)


class Claim(BaseModel, extra="forbid"):
    """`template` is the provisioning template."""

    template: str
    wait: float = Field(default=PATIENCE, gt=0, le=600)


class Subscribe(BaseModel, extra="forbid"):
    topics: list[str] = []
    wait: float = Field(default=10, gt=0, le=600)


def publish(fleet: Fleet, name: str, body: Any) -> Any:
    """Answers once the broker has acknowledged, with the exact bytes that were sent."""
    thing, asked = fleet.thing(name), Publish.model_validate(body)
    topic = asked.topic or thing.speaker.topic(asked.channel or "reading")
    if asked.raw is not None or asked.base64 is not None:
        payload = base64.b64decode(asked.base64 or "") or (asked.raw or "").encode()
        return _went(thing.speaker.say(topic, payload, asked.wait))
    if asked.frames:
        return _went(thing.speaker.report(asked.channel or "alarm", asked.frames, asked.wait))
    samples = [s.model_dump(exclude_none=True) for s in asked.samples]
    if asked.measures is not None:
        samples.append({"measures": asked.measures})
    return _went(thing.measure(asked.channel or "reading", samples, asked.wait))


def account(fleet: Fleet, name: str, _: Any) -> Any:
    """Makes the device report now what it sent, as it does each hour."""
    return _went(fleet.thing(name).account(PATIENCE))


def behave(fleet: Fleet, name: str, body: Any) -> Any:
    thing = fleet.thing(name)
    thing.behave(body)
    return thing.about()


def subscribe(fleet: Fleet, name: str, body: Any) -> Any:
    """To its own topics, or to others, which the broker should refuse."""
    thing, asked = fleet.thing(name), Subscribe.model_validate(body)
    thing.connect(asked.wait)
    if asked.topics:
        thing.connection.subscribe(asked.topics, asked.wait)
    return {"topics": sorted(thing.connection.topics)}


def connect(fleet: Fleet, name: str, _: Any) -> Any:
    thing = fleet.thing(name)
    thing.connect()
    return thing.about()


def heard(fleet: Fleet, name: str, _: Any) -> Any:
    return {"heard": [{**m, "payload": _read(m["text"])} for m in [*fleet.thing(name).heard]]}


def retire(fleet: Fleet, name: str, _: Any) -> Any:
    fleet.retire(name)
    return {}


def claim(fleet: Fleet, batch: str, serial: str, body: Any) -> Any:
    """With the claim certificate in LINLI_HOME/claims/<batch>/; answers with the thing
    it became.
    """
    asked = Claim.model_validate(body)
    return fleet.claim(batch, serial, asked.template, asked.wait).about()


def renew(fleet: Fleet, name: str, body: Any) -> Any:
    asked = Claim.model_validate(body)
    return fleet.renew(name, asked.template, asked.wait).about()


ACTS: dict[tuple[str, str], Callable[[Fleet, str, Any], Any]] = {
    ("POST", "publish"): publish,
    ("POST", "report"): account,
    ("POST", "behaviour"): behave,
    ("POST", "subscribe"): subscribe,
    ("POST", "connect"): connect,
    ("POST", "renewals"): renew,
    ("GET", "heard"): heard,
    ("DELETE", ""): retire,
    ("GET", ""): lambda fleet, name, _: fleet.thing(name).about(),
}


def answer(fleet: Fleet, method: str, path: str, body: bytes) -> tuple[int, Any]:
    """Status and body for one request."""
    parts = path.strip("/").split("/")
    if (method, parts) == ("GET", ["devices"]):
        return 200, {"devices": fleet.about()}
    if (method, parts) == ("GET", ["unconnected"]):
        return 200, dict(zip(("things", "simulated"), fleet.unconnected(), strict=True))
    name, act = (*parts[1:], "", "")[:2]
    unit = (method, parts[0], len(parts)) == ("POST", "claims", 3)
    if not unit and (parts[0] != "devices" or len(parts) > 3 or (method, act) not in ACTS):
        return 404, {"error": "no-such-address"}
    try:
        said = json.loads(body or b"{}")
        return 200, claim(fleet, name, act, said) if unit else ACTS[method, act](fleet, name, said)
    except Unknown:
        return 404, {"error": "unknown-device", "device": name}
    except Refused as error:
        return 403, {"error": "refused", "reason": str(error)}
    except Unacknowledged as error:
        return 504, {"error": "not-acknowledged", "reason": str(error)}
    except ValueError as error:
        return 422, {"error": "not-understood", "reason": str(error)}


def _went(out: list[Outgoing]) -> dict[str, Any]:
    return {
        "sent": [
            {
                "topic": topic,
                "raw": payload.decode("utf-8", "replace"),
                "base64": base64.b64encode(payload).decode(),
            }
            for topic, payload in out
        ]
    }


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
