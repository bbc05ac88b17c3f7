"""Handlers of requests to notify, and of notices that became obsolete."""

from events.notify import NoticeAsked, NoticeSettled
from linli.reactions import Reactions

from .notices import acts

reactions = Reactions()
handler = reactions.handler


@reactions.to(NoticeAsked)
def tell(asked: NoticeAsked) -> None:
    """A request with an unknown template or wrong variables is quarantined: the requesting feature
    and this one are of different deployments.
    """
    acts.begin(asked)


@reactions.to(NoticeSettled)
def stop(settled: NoticeSettled) -> None:
    acts.end(settled)
