"""Whether a person gets a bulk message now, and in which language. Pure."""

from datetime import datetime
from typing import NamedTuple

from functions.notify.hours import is_quiet, morning
from functions.notify.model import Language, Preferences, Wishes
from linli.model import Noun

from .model import Bulk
from .pages import Choice
from .rules import is_urgent, is_warning


class Known(Noun):
    """A member of the place, by the accounts feature; never stored."""

    person: str
    phone: str | None = None
    language: Language = "zh"


class Chosen(NamedTuple):
    choice: Choice
    again_at: datetime | None = None


def choose(
    bulk: Bulk, known: Known | None, wished: Preferences | None, usual: Wishes, now: datetime
) -> Chosen:
    """Skips people who have left, or opted out of the channel; red and orange warnings ignore
    opt-outs.
    """
    wishes = wished or usual
    if known is None or not (is_warning(bulk) or bulk.channel in wishes.channels):
        return Chosen("skip")
    if known.phone is None:
        return Chosen("unreachable")
    if not is_urgent(bulk) and is_quiet(wishes.quiet, now):
        return Chosen("wait", morning(wishes.quiet, now))
    return Chosen(wished.language if wished else known.language)
