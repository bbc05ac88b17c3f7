"""What notify does when a feature wants somebody told, and when that is no longer needed."""

from events.notify import NoticeAsked, NoticeSettled
from linli.reactions import Reactions

from .notices import acts

reactions = Reactions()
handler = reactions.handler


@reactions.to(NoticeAsked)
def tell(asked: NoticeAsked) -> None:
    """Asked for a template that does not exist, or that the variables do not fill, it goes to
    quarantine: its feature and this one are then not of the same deployment.
    """
    acts.begin(asked)


@reactions.to(NoticeSettled)
def stop(settled: NoticeSettled) -> None:
    acts.end(settled)
