"""Responses of the routes of cases."""

from pydantic import BaseModel

from functions.environment.values.views import Words
from linli.texts import say

from .model import Case, CaseState


class CaseShown(CaseState):
    """A hazard of the environment, under the same id. `measure`, `value`, `limit`, `article` and
    `verified` are those of the latest published exceedance; `seen` is the last time it was
    exceeded, `cleared_at` when it no longer was, `episode` how often it returned. `ended` is why it
    is over, `reason` the same in words. `corrections` are the hours that late data judged otherwise
    than was published, latest last; `withdrawn_at` is when by these it never was exceeded.
    `sample_since`: a laboratory must be asked.
    """

    reason: Words | None


class OneCase(CaseShown):
    names: dict[str, str]  # of those who acted, by their ids


class CaseList(BaseModel):
    items: list[CaseShown]
    next: str | None


def shown(case: Case) -> CaseShown:
    zh, en = (say("environment", f"ended-{case.ended}", language) for language in ("zh", "en"))
    return CaseShown(**case.model_dump(), reason=Words(zh=zh, en=en) if case.ended else None)
