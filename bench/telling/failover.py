"""How long messages still go to a supplier that has fallen silent, in seconds of city time."""

from collections.abc import Callable

from functions.notify import answers
from functions.notify.gateways import store as gateways_store

from .place import Place

WELL, MOST, SLOWLY = 40, 1_200, 5  # seconds
PHONE = "+8617000000002"


def measure(place: Place) -> dict[str, float]:
    """One code per second; sms-a works, then accepts all and reports nothing, then works again."""
    for _ in range(WELL):
        _send(place, 1)
    place.behave("sms-a", silent=True)
    until_gone = _until(place, lambda points: points["sms-a"] == 0)
    place.behave("sms-a", silent=False)
    until_back = _until(place, lambda points: points["sms-a"] == 60, SLOWLY)
    return {"gone": until_gone, "back": until_back}


def _until(place: Place, reached: Callable[[dict[str, int]], bool], every: int = 1) -> int:
    for seconds in range(every, MOST, every):
        _send(place, every)
        known = gateways_store.shares("sms")
        if known and reached(known.points):
            return seconds
    raise TimeoutError("the shares did not move")


def _send(place: Place, seconds: int) -> None:
    """Sends one code and advances the clock; reports arrive before the next one."""
    before = place.reported
    given = {"phone": PHONE, "code": "123456", "language": "zh", "minutes": 5}
    payload = {"asking": "accounts", "question": "send_code", "with": given}
    said = place.run(answers.handler, payload)
    if "answer" not in said:
        raise RuntimeError(str(said))
    silent = place.house.messages[-1].gateway == "sms-a" and _is_silent(place)
    if not silent:
        place.until(lambda: place.reported > before)
    place.advance(seconds)


def _is_silent(place: Place) -> bool:
    one = place.house.supplier("bench", "sms-a")
    return bool(one and one.habits.silent)
