"""What people send to close an incident."""

from functions.incidents.model import Words
from linli.model import Fact


class Closure(Fact):
    """`unreported` is why a report that the law asks for was not made, where one was not."""

    lesson: Words
    unreported: Words | None = None
