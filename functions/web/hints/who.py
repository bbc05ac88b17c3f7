"""Whether somebody may still hear of a place: asked as a request with his token would be."""

from functools import cache

from linli.auth import Caller
from linli.errors import Refusal
from linli.policy import Policy
from linli.quarantine import ACTIONS
from linli.session import Session
from linli.standing import Way, standing

from .model import Who

HEAR = "hear_hints"
WAY = Way(HEAR, "action", "", purpose=False)


def may(who: Who, community: str) -> bool:
    """Neither after his session or his membership ended, nor where he has none."""
    try:
        stands = standing(Session(**who.model_dump()), "", None, WAY)
    except Refusal:
        return False
    return Caller(stands, {"way": WAY, "policy": _policy()}).may(community)


@cache
def _policy() -> Policy:
    return Policy(str(__package__).rpartition(".")[0], {HEAR, *ACTIONS})
