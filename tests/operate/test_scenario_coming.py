"""A clock goes on once what a station said by it has come."""

from types import SimpleNamespace

import pytest

from operate.scenario.acts import city
from operate.scenario.step import Advance

STEP = Advance(advance="15 minutes")


@pytest.fixture
def scene():
    """`went` are the moves of the clock."""
    went = []
    world = SimpleNamespace(patience=1.0, code="140100000000", advance=lambda *by: went.append(by))
    cast = SimpleNamespace(community="140105599001", mounted={})
    return SimpleNamespace(world=world, cast=cast, said={"AQ-air-00001": (1, 2)}, went=went)


def test_a_message_on_its_way_holds_the_clock(scene, monkeypatch):
    looks = iter([False, False, True])
    asked = []

    def stored(_, *message):
        asked.append((message, list(scene.went)))
        return next(looks)

    monkeypatch.setattr(city.waiting, "stored", stored)
    city.advance(scene, STEP)
    assert asked == [(("environment", "AQ-air-00001", 1, 2), [])] * 3
    assert scene.went == [("140105599001", "15 minutes")]


def test_what_never_comes_does_not_hold_it_for_ever(scene, monkeypatch):
    monkeypatch.setattr(city.waiting, "stored", lambda *_: False)
    monkeypatch.setattr(city, "PATIENCE", 0.1)
    city.advance(scene, STEP)
    assert len(scene.went) == 1
