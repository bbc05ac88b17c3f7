"""What is kept of all alarms of one thing. Pure.

Each rule has a `Followed`: the states from which it can be evaluated again, the published alarms,
and when the next change is due. A thing with which nothing was ever wrong has none.
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

Past = Callable[[datetime], list[Point]]  # all samples after that time; may raise TooMany
SHAPE = {
    "steps",
    "hours",
    "holds_seconds",
    "flaps",
}  # the fields of a rule that its states depend on


class Followed(Fact, extra="ignore"):
    """What is kept of one rule. `ended` are the times at which people ended an alarm. `shape`
    identifies the version of the rule that made the states; those of another version are ignored.

    Samples up to `cut` no longer change any alarm. It is set if there were too many alarms to keep,
    or too many samples to evaluate.
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
        """Whether a published alarm is still open, or one may yet follow from the samples."""
        return not self.head.is_calm or any(one.is_open for one in self.told)


Following = Mapping[str, Followed]  # by the rule's id


class Thing(NamedTuple):
    """A thing with its id, the rules for it and the windows that people registered."""

    id: str
    rules: Sequence[Rule]
    windows: tuple[Window, ...] = ()


class Heard(NamedTuple):
    """One change of an alarm, with its rule. `rule` is None if the rule no longer exists, which
    withdraws its alarms.
    """

    name: str
    rule: Rule | None
    news: News


class Change(NamedTuple):
    """The outcome of an evaluation. `over` are the alarms that can no longer change and are not
    kept.
    """

    after: Following
    news: tuple[Heard, ...] = ()
    over: tuple[Told, ...] = ()

    @property
    def due(self) -> datetime | None:
        return min((one.due for one in self.after.values() if one.due), default=None)


def shape(rule: Rule) -> str:
    """A hash of those fields of a rule from which its states follow."""
    said = json.dumps(rule.model_dump(mode="json", include=SHAPE), sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
