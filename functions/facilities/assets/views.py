"""What the routes of assets answer."""

from pydantic import BaseModel

from .model import Asset, Entry


class Page(BaseModel):
    """Some of a list; `next` is the `after` to ask for the rest with."""

    next: str | None


class Assets(Page):
    items: list[Asset]


class History(Page):
    items: list[Entry]


class Sheet(Page):
    """A sheet of A4 with so many labels; `next` asks for the sheet after it."""

    svg: str
    labels: int
