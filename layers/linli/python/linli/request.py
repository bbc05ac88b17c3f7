"""A person's act that may be sent again, and what its noun keeps of it once it was done. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

from linli.errors import Invalid
from linli.model import Fact

KEPT = 100  # acts of one noun, the latest: a request that comes again comes soon


class Request(NamedTuple):
    """`mark` is the same when it is sent again, `digest` that of its content."""

    mark: str
    digest: str


class Done(Fact):
    """A request that was carried out: the digest of its content, and the fact it became."""

    request: str
    seq: int


def repeated(acts: Mapping[str, Done], request: Request) -> int | None:
    """The fact that the request became before; Invalid if its key was used for another."""
    done = acts.get(request.mark)
    if done is None:
        return None
    if done.request != request.digest:
        raise Invalid("idempotency-key-reused", "/headers/idempotency-key")
    return done.seq


def remember(acts: Mapping[str, Done], request: Request, seq: int) -> dict[str, Done]:
    """A noun stays small however often it is acted on."""
    latest = [*acts.items()][1 - KEPT :]
    return dict(latest) | {request.mark: Done(request=request.digest, seq=seq)}
