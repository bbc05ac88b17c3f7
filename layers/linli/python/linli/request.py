"""Idempotent acts of people, and what a noun remembers of them. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

from linli.errors import Invalid
from linli.model import Fact

KEPT = 100  # latest acts remembered per noun; a retry comes soon


class Request(NamedTuple):
    """`mark` identifies the request across retries; `digest` is that of its content."""

    mark: str
    digest: str


class Done(Fact):
    """A completed request: the digest of its content and the number of the resulting fact."""

    request: str
    seq: int


def repeated(acts: Mapping[str, Done], request: Request) -> int | None:
    """The fact of an earlier try, or None; Invalid if the idempotency key was used for another
    request.
    """
    done = acts.get(request.mark)
    if done is None:
        return None
    if done.request != request.digest:
        raise Invalid("idempotency-key-reused", "/headers/idempotency-key")
    return done.seq


def remember(acts: Mapping[str, Done], request: Request, seq: int) -> dict[str, Done]:
    """With this act, without the oldest: the noun's size stays bounded."""
    latest = [*acts.items()][1 - KEPT :]
    return dict(latest) | {request.mark: Done(request=request.digest, seq=seq)}
