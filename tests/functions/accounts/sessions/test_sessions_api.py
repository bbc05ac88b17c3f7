"""Sessions and passkeys: their owner sees them and ends them, and nobody else does."""

from datetime import UTC, datetime, timedelta

import pytest

NOW = datetime.now(UTC)


@pytest.fixture
def two(row):
    """Sun is signed in at two browsers, and at a third that has expired; Moon at one."""
    from functions.accounts.sessions import store as store_sessions
    from functions.accounts.sessions.model import Session

    for sid, sub, hours in (("a", "sun", 1), ("b", "sun", 1), ("c", "sun", -1), ("m", "moon", 1)):
        store_sessions.keep(
            Session(
                id=sid,
                person=sub,
                client="linli-web",
                method="otp",
                keeper="secret-digest",
                began_at=NOW - timedelta(hours=2),
                until=NOW + timedelta(hours=hours),
            )
        )


@pytest.fixture
def passkey(row):
    from functions.accounts.sessions import store as store_sessions
    from functions.accounts.sessions.model import Passkey

    made = Passkey(id="pk-1_x", person="sun", name="phone", public_key="secret", made_at=NOW)
    return store_sessions.keep(made)


def ids(ask, what="sessions", sub="sun", **more):
    return [one["id"] for one in ask("GET", what, sub=sub, **more)[1]["items"]]


def test_a_person_sees_where_he_is_signed_in_and_nothing_secret(ask, two):
    status, shown = ask("GET", "sessions", sub="sun", claims={"sid": "b", "iat": 9e9})
    assert status == 200
    assert [(one["id"], one["here"]) for one in shown["items"]] == [("a", False), ("b", True)]
    assert "secret" not in str(shown)
    assert "keeper" not in str(shown)


def test_an_ended_session_is_over_with_its_tokens_and_no_other_is(ask, two, act):
    first, again = (ask("POST", "sessions/a/endings", sub="sun") for _ in range(2))
    assert first == again
    assert (first[0], bool(first[1]["ended_at"])) == (201, True)
    assert ids(ask) == ["b"]
    assert [one.sid for one in act("sun").ended] == ["a"]
    old, other = ({"sid": sid, "iat": 9e9} for sid in "ab")
    assert ask("GET", "me", sub="sun", claims=old)[1]["code"] == "session-ended"
    assert ask("GET", "me", sub="sun", claims=other)[0] == 200


def test_nobody_ends_anothers_session(ask, two):
    for sid in ("m", "c", "nothing"):
        assert ask("POST", f"sessions/{sid}/endings", sub="sun")[0] == 404
    assert ids(ask, sub="moon") == ["m"]


def test_what_ended_long_ago_is_forgotten(ask, two, act):
    from functions.accounts.members import store as store_members
    from linli.roles import Ended

    before = act("sun")
    old = tuple(Ended(sid=f"o{n}", at=NOW - timedelta(hours=n)) for n in range(3))
    store_members.save(before, before.model_copy(update={"ended": old}))
    ask("POST", "sessions/b/endings", sub="sun")
    assert [one.sid for one in act("sun").ended] == ["o0", "b"]


def test_a_role_that_comes_meanwhile_is_not_lost(ask, two, act, monkeypatch):
    from functions.accounts.members import api as members_api
    from functions.accounts.members.model import Grant
    from functions.accounts.sessions import rules as rules_sessions

    ended = rules_sessions.ended

    def late(*given):
        monkeypatch.setattr(rules_sessions, "ended", ended)
        grant = Grant(role="volunteer", place="140105001001")
        members_api._give("sun", grant, ("founder",), "0" * 26)
        return ended(*given)

    monkeypatch.setattr(rules_sessions, "ended", late)
    assert ask("POST", "sessions/a/endings", sub="sun")[0] == 201
    assert [one.role for one in act("sun").memberships] == ["volunteer"]
    assert [one.sid for one in act("sun").ended] == ["a"]


def test_a_passkey_is_seen_and_removed(ask, passkey):
    status, shown = ask("GET", "passkeys", sub="sun")
    assert (status, shown["items"][0]["name"]) == (200, "phone")
    assert "secret" not in str(shown)
    assert ask("POST", "passkeys/pk-1_x/removals", sub="moon")[0] == 404
    first, again = (ask("POST", "passkeys/pk-1_x/removals", sub="sun") for _ in range(2))
    assert first == again
    assert first[1]["removed_at"]
    assert ids(ask, "passkeys") == []


def test_neither_is_for_a_helper_or_an_app(ask, two, passkey):
    for method, path in (
        ("GET", "sessions"),
        ("GET", "passkeys"),
        ("POST", "sessions/a/endings"),
        ("POST", "passkeys/pk-1_x/removals"),
    ):
        app = {"client_id": "care-watch", "scope": "profile", "iat": 9e9}
        assert ask(method, path, sub="sun", claims=app)[1]["code"] == "beyond-consent"
        assert ask(method, path, sub="moon", linli_for="sun")[1]["code"] == "beyond-mandate"


def test_a_card_ends_its_own_session_alone(ask, two, passkey):
    """Its finder must not shut its owner out; at a kiosk one signs out all the same."""
    card = {"sub": "sun", "claims": {"amr": "[card]", "sid": "b", "iat": 9e9}}
    for path in ("sessions/a/endings", "passkeys/pk-1_x/removals"):
        status, problem = ask("POST", path, **card)
        assert (status, problem["code"]) == (403, "not-by-card")
    assert ids(ask, "passkeys") == ["pk-1_x"]
    assert ask("POST", "sessions/b/endings", **card)[0] == 201
    assert ids(ask) == ["a"]
