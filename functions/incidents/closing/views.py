"""The request to close an incident."""

from functions.incidents.model import Words
from linli.model import Fact


class Closure(Fact):
    """`unreported` is the reason why a report that the law requires was not made, if so."""

    lesson: Words
    unreported: Words | None = None
