"""What is kept of all alarms of one thing, by its rules. Pure.

Of each rule a `Followed` is kept: the states from which it is told again, the alarms that were
told, and when the next thing happens. A thing of which nothing was ever wrong has none.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from pydantic import AwareDatetime

from linli.model import Fact
from linli.points import Point

from .model import Rule
from .state import State, Window
from .telling import News, Told

Past = Callable[[datetime], list[Point]]  # all samples that were taken after that; or TooMany
SHAPE = {"steps", "hours", "holds_seconds", "flaps"}  # of a rule: what its states were told by


class Followed(Fact, extra="ignore"):
    """Of one rule. `ended` is when people ended an alarm; `shape` is that of the rule by which the
    states were told: by another they say nothing. Where alarms came too often to keep them all,
    or samples to tell them of all, what was measured up to `cut` changes none any more.
    """

    shape: str
    states: tuple[State, ...] = ()
    told: tuple[Told, ...] = ()
    ended: tuple[AwareDatetime, ...] = ()
    due: AwareDatetime | None = None
    cut: AwareDatetime | None = None

    @property
    def head(self) -> State:
        return self.states[-1] if self.states else State()

    @property
    def is_open(self) -> bool:
        """Whether an alarm was told that is not over, or one may come of what was heard."""
        return not self.head.is_calm or any(one.is_open for one in self.told)


Following = Mapping[str, Followed]  # by the rule's id


class Thing(NamedTuple):
    """Whose alarms: its id, what it is held to, and the windows that people registered."""

    id: str
    rules: Sequence[Rule]
    windows: tuple[Window, ...] = ()


class Heard(NamedTuple):
    """What one alarm came to. `rule` is None of a rule that is no more: what was told by it is
    withdrawn.
    """

    name: str
    rule: Rule | None
    news: News


class Change(NamedTuple):
    """`over` are the alarms that nothing will change any more, and that are kept no longer."""

    after: Following
    news: tuple[Heard, ...] = ()
    over: tuple[Told, ...] = ()

    @property
    def due(self) -> datetime | None:
        return min((one.due for one in self.after.values() if one.due), default=None)


def shape(rule: Rule) -> str:
    said = json.dumps(rule.model_dump(mode="json", include=SHAPE), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
