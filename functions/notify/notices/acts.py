"""Changes of a notice: load, decide, save, hint."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from events.notify import NoticeAsked, NoticeSettled
from functions.notify import templates, wording
from functions.notify.model import Wishes
from linli import clock, members, mqtt, names
from linli.city import city
from linli.errors import NotFound
from linli.notices import Template
from linli.observe import logger
from linli.places import within
from linli.store import until_settled

from . import digests, planning, rules, store
from .model import Attempt, Digest, Notice, Outcome


class Changed(NamedTuple):
    """A notice, and the person's digest if that changes too."""

    notice: Notice
    digest: tuple[Digest, ...] = ()


def begin(asked: NoticeAsked) -> None:
    """Idempotent per notice id."""
    template = templates.tellable(asked.template, asked.variables)

    def settle() -> None:
        now = clock.now(asked.community)
        wishes = store.preferences(asked.person, now)
        notice = planning.ask(asked, template, store.rules(), now)
        planned = planning.plan(notice, wishes, store.rules(), now)
        first, digest = _on(planned, wishes, now)
        found = store.begin(first, *digest)
        if found is None and not first.hidden:
            _hint(first, template, wishes)
        elif found and found.unasked:
            store.save(planning.take_place(found, notice, hidden=first.hidden))

    until_settled(settle)


def end(settled: NoticeSettled) -> None:
    """End its steps; the request may arrive later, as events come in any order."""

    def settle() -> None:
        now = clock.now(settled.community)
        before = store.in_place(settled.person, settled.notice_id)
        after = rules.settle(before, now) if before else planning.keep_place(settled, now)
        if after is not before:
            store.save(after)

    until_settled(settle)


def go_on(pk: str, sk: str) -> Notice:
    """Take the next step if it is due; returns the notice."""
    notice = store.by_key(pk, sk)
    now = clock.now(notice.community)
    if not _has_step(notice, now):
        return notice
    changed = _on(notice, store.preferences(notice.person, now), now)
    return store.save(changed.notice, *changed.digest)


def report(
    notice_id: str, number: int, outcome: Outcome, *, by: str | None = None, **known: Any
) -> Attempt:
    """Apply a report; returns the attempt as it was before. `known` are further fields to store.
    Old news is ignored, except an acceptance after its own delivery. After a failure the next step
    may be taken at once. NotFound if `by` is not the gateway that has it.
    """

    def settle() -> Attempt:
        before = store.attempt(notice_id, number)
        if by not in (None, before.gateway):
            raise NotFound
        notice = store.notice(before.person, notice_id)
        now = clock.now(notice.community)
        after = rules.reported(before, outcome, now)
        if after is before and outcome != "accepted":
            return before
        heard = rules.heard(notice, before, outcome, now, known.get("code", ""))
        _keep(before, after.model_copy(update=known), notice, heard, now)
        return before

    return until_settled(settle)


def receive(person: str, notice_id: str, decide: Callable[[Notice, datetime], Notice]) -> Notice:
    """Apply a receipt of the person by `decide(notice, now)`; the first of a kind counts."""

    def settle() -> Notice:
        before = store.notice(person, notice_id)
        after = decide(before, clock.now(before.community))
        return before if after is before else store.save(after)

    return until_settled(settle)


def send_digest(pk: str, sk: str) -> None:
    """Send what was held as one message, if it is due and not everything was read."""
    digest = store.digest_by_key(pk, sk)
    now = clock.now(digest.community)
    if digest.due is None or digest.due > now:
        return
    wishes = store.preferences(digest.person, now)
    if later := digests.put_off(digest, wishes, now):
        store.keep_digest(later)
        return
    template = templates.known()[digests.TEMPLATE]
    unread = store.unread(digest)
    message = digests.message(digest, unread, template, wishes, store.rules(), now)
    if message is None:
        store.keep_digest(digests.emptied(digest))
    else:
        store.save(message, digests.emptied(digest))


def _keep(before: Attempt, after: Attempt, notice: Notice, heard: Notice, now: datetime) -> None:
    if _has_step(heard, now):
        changed = _on(heard, store.preferences(notice.person, now), now)
        store.save(changed.notice, after, *changed.digest)
    elif heard is not notice:
        store.save(heard, after)
    elif after != before:
        store.keep_attempt(after, notice)


def _has_step(notice: Notice, now: datetime) -> bool:
    return bool(notice.steps and notice.steps[0].at <= now)


def _on(notice: Notice, wishes: Wishes, now: datetime) -> Changed:
    """With all due steps taken."""
    if not notice.to_person and not _belongs(notice.person, notice.community):
        return Changed(planning.leave(notice, now))
    if planning.is_urgent(notice):
        return Changed(planning.advance(notice, wishes, now, beyond=False))
    before = store.digest(notice.person, notice.community)
    beyond = digests.is_beyond(before, notice, store.rules(), now)
    after = planning.advance(notice, wishes, now, beyond=beyond)
    digest = digests.take_note(before, after, wishes, now)
    return Changed(after, () if digest is before else (digest,))


def _belongs(person: str, community: str) -> bool:
    """Whether the person is a member of the community, a part of it, or a place that
    contains it.
    """
    return bool(members.covering(person, community)) or any(
        within(one.place, community) and one.covers(one.place, clock.now(one.place))
        for one in members.memberships(person)
    )


def _hint(notice: Notice, template: Template, wishes: Wishes) -> None:
    """Publishes a hint to the person's app; the inbox has the content."""
    topic = names.notice(city().name, notice.community, notice.person)
    hint = {
        "notice": notice.id,
        "template": notice.template,
        "kind": notice.kind,
        "about": notice.about,
        "text": wording.brief(template, notice.variables, wishes.language),
        "large": wishes.large_voice,
    }
    try:
        mqtt.publish(topic, hint)
    except Exception:  # noqa: BLE001 - only speed is lost
        logger.exception("not hinted", notice=notice.id)
