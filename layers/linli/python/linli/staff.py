"""Display names of staff, asked from the accounts feature and cached.

A list without names is better than no list: every answer here may lack some.
"""

import time
from collections.abc import Iterable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from linli.ask import ask
from linli.errors import Refusal
from linli.observe import logger

AT_ONCE = 100  # people per question
CACHED = 600  # seconds: names seldom change
LATER = 30  # seconds before an unanswered name is asked for again
FAILS = (Refusal, RuntimeError, BotoCoreError, ClientError)
_known: dict[tuple[str, str], tuple[float, str]] = {}


def names(place: str, people: Iterable[str | None]) -> dict[str, str]:
    """Names, by id, of present and former staff of the place."""
    now, asked = time.monotonic(), [one for one in dict.fromkeys(people) if one]
    unknown = [one for one in asked if _known.get((place, one), (0.0, ""))[0] < now]
    if unknown:
        _learn(place, unknown[-AT_ONCE:], now)
    found = {one: _called(place, one) for one in asked}
    return {one: name for one, name in found.items() if name}


def _learn(place: str, people: list[str], now: float) -> None:
    """Refresh the cache; if accounts does not answer, the old names stay."""
    said = told("staff", place=place, people=people)
    until = now + (LATER if said is None else CACHED)
    found = {one: _called(place, one) if said is None else said.get(one, "") for one in people}
    if len(_known) > 10_000:
        _known.clear()
    _known.update({(place, one): (until, name) for one, name in found.items()})


def _called(place: str, one: str) -> str:
    return _known.get((place, one), (0.0, ""))[1]


def told(question: str, **given: Any) -> Any:
    """The answer of accounts; None if it fails."""
    try:
        return ask("accounts", question, **given)
    except FAILS as error:
        logger.warning("no names", question=question, error=type(error).__name__)
        return None
