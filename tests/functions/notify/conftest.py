"""A community with one member, li, and what notify touches outside."""

import json
from datetime import UTC, datetime, time
from types import SimpleNamespace

import pytest

from linli.wall import CHINA

CONTEXT = SimpleNamespace(
    function_name="f", memory_limit_in_mb=1, invoked_function_arn="a", aws_request_id="r"
)
PLACE = "140105001001"
WORDS = {
    "number": "20260601-0001",
    "priority": "P1",
    "subject": "MH-001",
    "measure": "tilt_degrees",
}
FRANK = {"quiet": None, "channels": ["sms", "voice"]}  # never quiet, whatever hour the tests run


@pytest.fixture(autouse=True)
def hints(monkeypatch):
    from linli import mqtt

    heard = []
    monkeypatch.setattr(mqtt, "publish", lambda topic, payload: heard.append((topic, payload)))
    return heard


@pytest.fixture
def li(member):
    """A grid worker who wants no quiet hours."""
    wish(member("li", "grid_worker", PLACE), **FRANK)
    return "li"


def wish(person, **wishes):
    from functions.notify.model import Preferences
    from functions.notify.notices import store as notices_store

    now = datetime.now(UTC)
    known = notices_store.preferences(person, now)
    return notices_store.prefer(Preferences(person=person, **wishes), known.version or 0)


def quiet(now, begins=-1, ends=2):
    """Quiet hours from so many hours before a moment until so many after it."""

    hour = now.astimezone(CHINA).hour
    return {"from": time((hour + begins) % 24), "until": time((hour + ends) % 24)}


@pytest.fixture
def leave(row):
    """leave("li"): he is a member of nothing any more."""
    from linli import members, roles
    from linli.store import Write, commit, load

    def leave(person):
        actor = load(f"actor#{person}", "memberships", roles.Actor)
        none = actor.model_copy(update={"memberships": ()})
        commit(Write(f"actor#{person}", "memberships", none))
        members.forget()

    return leave


@pytest.fixture
def ask(row):
    """ask(urgency="P2", cause="1") -> id: the event that a feature said arrives, once or more."""
    from functions.notify import reactions
    from linli.notices import asked

    def ask(person="li", *, cause="1", times=1, failed=0, template="incidents.dispatched", **more):
        given = {"urgency": "P1", "about": "incident#1", "escalate": True, **WORDS, **more}
        event = asked(template, person, PLACE, datetime.now(UTC), cause, **given)
        for _ in range(times):
            told = {"detail-type": event.name(), "detail": event.model_dump(mode="json")}
            record = {"messageId": f"m-{cause}", "body": json.dumps(told)}
            answer = reactions.handler({"Records": [record]}, CONTEXT)
            assert len(answer["batchItemFailures"]) == failed
        return event.notice_id

    return ask


@pytest.fixture
def sweep(row):
    from functions.notify import sweeper

    def sweep():
        swept = sweeper.handler({}, CONTEXT)
        assert swept["failed"] == 0
        return swept["driven"]

    return sweep


@pytest.fixture
def said(told):
    """said("AttemptPlanned") -> the details of such events, of all notices."""
    return lambda name: [detail for fact, detail in told() if fact == name]


@pytest.fixture
def channels(said):
    """The channels by which something is to go out, in the order of their numbers."""
    return lambda: [one["channel"] for one in said("AttemptPlanned")]


@pytest.fixture
def hear(row):
    """hear(template=…): NoticeAsked arrives as another deployment might have said it."""
    from functions.notify import reactions

    def hear(*, failed=0, **change):
        detail = {
            "notice_id": "0" * 26,
            "community": PLACE,
            "at": datetime.now(UTC).isoformat(),
            "person": "li",
            "template": "incidents.dispatched",
            "variables": WORDS,
            "urgency": "P1",
            "about": "incident#1",
            "asked_by": "incidents",
        }
        body = json.dumps({"detail-type": "NoticeAsked", "detail": detail | change})
        answer = reactions.handler({"Records": [{"messageId": "m", "body": body}]}, CONTEXT)
        assert len(answer["batchItemFailures"]) == failed

    return hear
