"""Storage of notices and preferences. Keys are spelled in this file and nowhere else; those of bulk
messages are in bulk/store.py, those of gateways in gateways/store.py.

notice#<person>             <id>              a notice; in the person's inbox, newest first
attempt#<notice id>         <number>          an attempt by a gateway
preferences#<person>        preferences       the person's preferences
digest#<person>             digest            what is held, and the day's numbers
"""

from contextlib import suppress
from datetime import datetime
from functools import cache

from functions.notify import limits
from functions.notify.model import Limit, Pace, Preferences, QuietRow, Rules
from linli.errors import Conflict, NotFound
from linli.rows import rows
from linli.store import Page, Write, commit, find, listing, load, revise, stored
from linli.table import utc

from .model import Attempt, Digest, News, Notice


@cache
def rules() -> Rules:
    """The city's rules, deployed with the code."""
    return Rules(
        steps=rows("notify", "steps", Pace),
        limits=rows("notify", "limits", Limit),
        quiet=rows("notify", "quiet", QuietRow),
    )


def notice(person: str, notice_id: str) -> Notice:
    return by_key(_notice(person), notice_id)


def by_key(pk: str, sk: str) -> Notice:
    found = load(pk, sk, Notice)
    if found.unasked:
        raise NotFound
    return found


def in_place(person: str, notice_id: str) -> Notice | None:
    """Including placeholders."""
    return find(_notice(person), notice_id, Notice)


def inbox(person: str, after: str, *, unread: bool) -> Page[Notice]:
    """Latest first. Filtered by unread, a page may be short or empty and not be the last."""
    page = listing(_list(person), Notice, after=after, newest=True)
    if not unread:
        return page
    return Page([one for one in page.items if not one.read_at], page.next)


def place_of(notice: Notice) -> str:
    """The sort key in the inbox."""
    return f"{utc(notice.at)}#{notice.id}"


def attempt(notice_id: str, number: int) -> Attempt:
    return load(_attempt(notice_id), _number(number), Attempt)


def save(notice: Notice, *others: Attempt | Digest) -> Notice:
    """Store the notice with all consequences of the change, or nothing."""
    planned = [_beside(one, notice) for one in (*notice.news.attempts, *others)]
    commit(_inbox(notice), *planned)
    return stored(notice).model_copy(update={"news": News()})


def begin(notice: Notice, *others: Digest) -> Notice | None:
    """None if it is new, else the existing notice."""
    try:
        save(notice, *others)
    except Conflict:
        if found := in_place(notice.person, notice.id):
            return found
        raise
    return None


def keep_attempt(attempt: Attempt, notice: Notice) -> Attempt:
    """For a change of the attempt only."""
    commit(_beside(attempt, notice))
    return stored(attempt)


def preferences(person: str, now: datetime) -> Preferences:
    """The person's preferences; the defaults, without a version, if none are stated."""
    found = find(_preferences(person), "preferences", Preferences)
    return found or Preferences(person=person, **dict(limits.usual(rules(), now)))


def prefer(preferences: Preferences, version: int) -> Preferences:
    """Replace the given version, 0 to create. Stale, with the current ones, if it has another."""
    return revise(_preferences(preferences.person), "preferences", preferences, version)


def digest(person: str, community: str) -> Digest:
    """The digest; an empty one by default."""
    with suppress(NotFound):
        return digest_by_key(f"digest#{person}", "digest")
    return Digest(person=person, community=community)


def digest_by_key(pk: str, sk: str) -> Digest:
    return load(pk, sk, Digest)


def keep_digest(digest: Digest) -> Digest:
    commit(_digest(digest))
    return stored(digest)


def unread(digest: Digest) -> int:
    """The number of held notices that are still unread and not settled."""
    return sum(_is_unread(digest.person, notice_id) for notice_id in digest.held) + digest.more


def _is_unread(person: str, notice_id: str) -> bool:
    with suppress(NotFound):
        one = notice(person, notice_id)
        return one.read_at is None and one.settled_at is None
    return False


def _inbox(notice: Notice) -> Write:
    return Write(
        _notice(notice.person),
        notice.id,
        notice,
        notice.news.events,
        due=notice.due,
        listed=None if notice.hidden else (_list(notice.person), place_of(notice)),
        expires=_expires(notice),
    )


def _beside(one: Attempt | Digest, notice: Notice) -> Write:
    if isinstance(one, Digest):
        return _digest(one)
    return Write(_attempt(one.notice_id), _number(one.number), one, expires=_expires(notice))


def _digest(digest: Digest) -> Write:
    return Write(f"digest#{digest.person}", "digest", digest, due=digest.due)


def _expires(notice: Notice) -> datetime:
    return limits.kept_until(rules(), notice.at)


def _list(person: str) -> str:
    return f"inbox#{person}"


def _preferences(person: str) -> str:
    return f"preferences#{person}"


def _notice(person: str) -> str:
    return f"notice#{person}"


def _attempt(notice_id: str) -> str:
    return f"attempt#{notice_id}"


def _number(number: int) -> str:
    return f"{number:03}"
