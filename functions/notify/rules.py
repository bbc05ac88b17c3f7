"""When a person is told by which channel, and what reports make of it. Pure: time and rows come in
as arguments. Each change says what it leaves behind (`Notice.news`).
"""

from datetime import datetime

from events.notify import NoticeAsked
from linli.notices import Template

from .model import Attempt, Notice, Outcome, Rules, Wishes


def plan(
    asked: NoticeAsked, template: Template, wishes: Wishes, rules: Rules, told: int, now: datetime
) -> Notice:
    """The notice with its steps, of which the first are taken; `told` is how many of this template
    the person got today.
    """
    raise NotImplementedError


def reported(attempt: Attempt, outcome: Outcome, now: datetime) -> Attempt:
    """The attempt after a report. Reports come in any order and again: what is known only grows."""
    raise NotImplementedError


def heard(notice: Notice, attempt: Attempt, outcome: Outcome, now: datetime) -> Notice:
    """The notice after a report of one of its attempts; `attempt` is as it was before the report.
    The same notice if the report changes nothing.
    """
    raise NotImplementedError
