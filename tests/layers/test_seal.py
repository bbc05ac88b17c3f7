"""What is sealed opens where it belongs and nowhere else; an index finds and does not tell."""

import base64
import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.outside import city_key

PHONE = "+8617000000001"


@pytest.fixture
def seal(row):
    from linli import seal

    with city_key():
        yield seal


@given(text=st.text(max_size=40), place=st.text(max_size=40))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_sealed_opens_for_its_place_alone(seal, text, place):
    sealed = seal.seal(text, place)
    assert seal.open(sealed, place) == text
    with pytest.raises(seal.Unreadable):
        seal.open(sealed, place + "x")


def test_what_is_sealed_twice_looks_different_and_shows_nothing(seal):
    one, two = (seal.seal(PHONE, "person|a|phone") for _ in range(2))
    assert one != two
    assert PHONE[3:] not in one + base64.urlsafe_b64decode(one[2:]).decode("latin-1")


def test_each_changed_byte_is_noticed(seal):
    sealed = seal.seal(PHONE, "here")
    kept = bytearray(base64.urlsafe_b64decode(sealed[2:]))
    for n in range(len(kept)):
        other = bytearray(kept)
        other[n] ^= 1
        with pytest.raises(seal.Unreadable):
            seal.open("1." + base64.urlsafe_b64encode(other).decode(), "here")


@pytest.mark.parametrize("odd", ["", "1.", "2.AAAA", "1.!", "1.AAA", "17000000001", "1.é"])
def test_what_nobody_sealed_is_unreadable(seal, odd):
    with pytest.raises(seal.Unreadable):
        seal.open(odd, "here")


def test_an_index_finds_and_is_no_digest_that_anybody_could_make(seal):
    assert seal.index(PHONE) == seal.index(PHONE) != seal.index(PHONE + "0")
    plain = hashlib.sha256(PHONE.encode()).digest()
    assert base64.urlsafe_b64encode(plain).decode() not in seal.index(PHONE)


def test_the_next_worker_has_the_same_keys_and_unwraps_them_once(seal, row, monkeypatch):
    found, sealed = seal.index(PHONE), seal.seal(PHONE, "here")
    seal._keys.cache_clear()
    calls = []
    load = seal.load
    monkeypatch.setattr(seal, "load", lambda *a: (calls.append(a), load(*a))[1])
    assert (seal.index(PHONE), seal.open(sealed, "here")) == (found, PHONE)
    assert len(calls) == 1
    assert row.count("key#people") == 1


def test_of_two_workers_that_are_the_first_both_have_the_one_key_that_is_kept(seal, monkeypatch):
    """The second looks while nothing stands yet, and writes after the first has."""
    first = seal.index(PHONE)
    seal._keys.cache_clear()
    load, seen = seal.load, []

    def late(*at):
        seen.append(at)
        if len(seen) == 1:
            raise seal.NotFound
        return load(*at)

    monkeypatch.setattr(seal, "load", late)
    assert seal.index(PHONE) == first


def test_the_table_holds_no_key_in_the_clear(seal, row):
    seal.index(PHONE)
    body = row.get("key#people", "1").body
    for key in seal._keys():
        assert base64.b64encode(key).decode()[:40] not in body
