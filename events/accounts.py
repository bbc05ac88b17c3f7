"""Facts that the accounts feature makes known."""

from typing import ClassVar

from events import Event


class CommunityOpened(Event):
    """A community joined the city's platform; `community` is its 12-digit division code."""

    feature: ClassVar[str] = "accounts"
    name_zh: str
    name_en: str


class CommunityClosed(Event):
    """A community left the platform: nobody can be given a membership there any more, and its open
    incidents are withdrawn.
    """

    feature: ClassVar[str] = "accounts"
