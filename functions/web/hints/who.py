"""Whether a person may still hear of a place, decided as for a request with the same token."""

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
    """False once the session or the membership has ended."""
    try:
        stands = standing(Session(**who.model_dump()), "", None, WAY)
    except Refusal:
        return False
    return Caller(stands, {"way": WAY, "policy": _policy()}).may(community)


@cache
def _policy() -> Policy:
    return Policy(str(__package__).rpartition(".")[0], {HEAR, *ACTIONS})
