"""What notify does when a feature wants somebody told."""

from events.notify import NoticeAsked
from linli.reactions import Reactions

from . import acts

reactions = Reactions()
handler = reactions.handler


@reactions.to(NoticeAsked)
def tell(asked: NoticeAsked) -> None:
    """Asked for a template that does not exist, or that the variables do not fill, it goes to
    quarantine: its feature and this one are then not of the same deployment.
    """
    acts.begin(asked)
