"""Rules that hold from one day to another. Pure."""

from datetime import date, datetime

from linli.model import Fact
from linli.wall import CHINA


class Dated(Fact):
    """A rule that is in force from one day to another, or until further notice."""

    effective_from: date
    effective_to: date | None = None

    def holds(self, day: date) -> bool:
        return self.effective_from <= day <= (self.effective_to or day)

    def in_force(self, at: datetime) -> bool:
        return self.holds(at.astimezone(CHINA).date())
