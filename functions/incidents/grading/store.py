"""Storage of statements. Keys are spelled in the store files and nowhere else.

incident#<id>               statement#<seq>   a person's statement, by the seq of its fact
clock#<incident>            clock             the next check of trapped people; due then
"""

from contextlib import suppress
from functools import cache

from functions.incidents.store import SHOWN
from linli.dated import by_id
from linli.errors import NotFound
from linli.rows import rows
from linli.store import Write, load, partition

from .model import Category, Clock, GradeRow, Statement
from .rules import Tables


@cache
def tables() -> Tables:
    """The statutory rules, deployed with the code."""
    grades = rows("incidents", "grades", GradeRow)
    return Tables(by_id(rows("incidents", "categories", Category)), grades)


def statements(incident_id: str) -> list[Statement]:
    return partition(f"incident#{incident_id}", Statement, starts="statement#", limit=SHOWN)


def writing(statement: Statement) -> Write:
    return Write(f"incident#{statement.incident}", _seq(statement.seq), statement)


def clock(incident_id: str) -> Clock | None:
    """None unless the passing of time makes the incident worse."""
    with suppress(NotFound):
        return by_key(f"clock#{incident_id}", "clock")
    return None


def by_key(pk: str, sk: str) -> Clock:
    return load(pk, sk, Clock)


def winding(clock: Clock) -> Write:
    return Write(f"clock#{clock.incident}", "clock", clock, due=clock.due)


def _seq(seq: int) -> str:
    return f"statement#{seq:06}"
