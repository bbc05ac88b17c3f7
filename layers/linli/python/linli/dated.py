"""Rules that hold from one day to another. Pure."""

from datetime import date, datetime

from linli.model import Fact
from linli.wall import CHINA


class Dated(Fact):
    """A rule that is in force from one day to another, or until further notice."""

    effective_from: date
    effective_to: date | None = None

    def in_force(self, at: datetime) -> bool:
        day = at.astimezone(CHINA).date()
        return self.effective_from <= day <= (self.effective_to or day)
