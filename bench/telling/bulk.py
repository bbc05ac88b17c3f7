"""A message to ten thousand people through gateways that fail some and report everything twice,
paused once.
"""

import json
import time
from collections import Counter
from typing import Any

from functions.notify import steps

from .meter import Meter
from .place import PLACE, Place

PEOPLE, WITHOUT = 10_000, 100  # people; those of them without a phone
STEPS = {"counting": "count", "sending": "send", "closing": "settle"}
FIELDS = ("delivered", "failed", "expired")


def measure(place: Place, meter: Meter, prices: dict[str, float]) -> dict[str, Any]:
    place.people = {
        f"p{n:05}": {
            "phone": f"+8617{n:09}" if n >= WITHOUT else None,
            "language": "en" if n % 10 == 0 else "zh",
        }
        for n in range(PEOPLE)
    }
    place.behave("sms-a", "sms-b", fail=0.02, duplicate=1, delay=0.2)
    asked = {
        "place": PLACE,
        "texts": {"zh": "今晚停水", "en": "No water tonight"},
        "urgency": "P1",
        "expires_in": 60,
    }
    bulk = _ask(place, "POST", "bulks", asked)["id"]
    meter.reset()
    place.house.messages.clear()
    _ask(place, "POST", f"bulks/{bulk}/resumptions", sub="second")
    _drive(place, meter, bulk)
    price = 1000 * meter.price(prices) / PEOPLE
    shown = _ask(place, "GET", f"bulks/{bulk}")
    return {
        "lost": _lost(place, shown["counts"]),
        "calls": meter.calls.total() / PEOPLE,
        "price": price,
    }


def _lost(place: Place, counts: dict[str, int]) -> int:
    """By how much the city's counts contradict each other, and the gateways' counts."""
    theirs = Counter(one.state for one in place.house.messages)
    aside = sum(counts[name] for name in ("refused", "unreachable", "skipped", "unsent"))
    ended = sum(counts[name] for name in (*FIELDS, "in_flight"))
    off = [counts["accepted"] - ended, counts["recipients"] - PEOPLE]
    off += [counts["recipients"] - counts["accepted"] - aside]
    off += [counts[name] - theirs[name] for name in FIELDS]
    off += [len({one.to for one in place.house.messages}) - counts["accepted"]]
    return sum(map(abs, off))


def _drive(place: Place, meter: Meter, bulk: str) -> None:
    """Plays bulk.asl.yaml; half-way through, the message is paused and resumed."""
    stage, paused, rounds = "counting", False, 0
    while stage in STEPS:
        known = {"id": bulk, "generation": 1}
        answer = place.run(steps.handler, {"step": STEPS[stage], "with": known})
        meter.units["transition"] += 3
        rounds += 1
        stage = answer["stage"]
        if stage == "sending" and not paused and len(place.house.messages) > PEOPLE // 2:
            _ask(place, "POST", f"bulks/{bulk}/pauses")
            _ask(place, "POST", f"bulks/{bulk}/resumptions")
            paused = True
        time.sleep(0.2 if stage == "closing" else 0.01)


def _ask(place: Place, method: str, path: str, body: Any = None, sub: str = "founder") -> Any:
    headers = {"idempotency-key": "0123456789"}
    answer = place.request(method, f"/v1/notify/{path}", body, headers, sub)
    if answer["statusCode"] >= 300:
        raise RuntimeError(answer["body"])
    return json.loads(answer["body"])
