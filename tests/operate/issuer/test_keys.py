"""Who checks tokens may be two hours behind; no token may be unknown to him."""

import stat
from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from operate.issuer.keys import Key, KeyRing, turned

START = datetime(2026, 11, 1, tzinfo=UTC)
STALE = timedelta(hours=2)


numbers = count()


def make(now):
    return Key(jwk={"kid": str(next(numbers))}, published=now)


def test_the_next_key_is_published_at_once():
    first, following = turned((), START, make)
    assert first.until
    assert following.until is None


@given(st.lists(st.integers(0, 30 * 24 * 60), min_size=1, max_size=60))
def test_a_key_that_signs_was_listed_two_hours_before(pauses):
    ring, now, seen = turned((), START, make), START, {}
    begun = ring[-2].jwk["kid"]
    for pause in pauses:
        now += timedelta(minutes=pause)
        ring = turned(ring, now, make)
        seen |= {key.jwk["kid"]: seen.get(key.jwk["kid"], now) for key in ring}
        signing = ring[-2]
        assert signing.jwk["kid"] == begun or now - signing.published >= STALE
        assert ring[-1].until is None


def test_a_key_that_ended_stays_listed_until_no_token_bears_it():
    ring = turned((), START, make)
    later = START + timedelta(days=7)
    ended = ring[0].jwk["kid"]
    ring = turned(ring, later, make)
    assert len(ring) == 3
    assert ring[0].jwk["kid"] == ended
    assert ended not in {k.jwk["kid"] for k in turned(ring, later + timedelta(days=2), make)}


def test_nothing_changes_before_its_time():
    ring = turned((), START, make)
    assert turned(ring, START + timedelta(days=6), make) == ring


def test_the_ring_outlives_its_process_and_is_its_owners(tmp_path):
    file = tmp_path / "keys/issuer.json"
    before = KeyRing(file, lambda: START).listed()
    assert KeyRing(file, lambda: START).listed() == before
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not {"d", "p", "q"} & before["keys"][0].keys()
