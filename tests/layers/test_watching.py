"""A feature that watches its things: what is calm loads nothing, all else is told once."""

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest

from events.facilities import HazardCleared
from tests.layers.alarms.streams import RULES, over, rule, step
from tests.layers.packs.test_taking import CONTEXT

HERE = "140105001001"
NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Feature:
    """What it hears, how it is swept, what it told."""

    def __init__(self, *rules):
        from linli import watching
        from linli.alarms.inside import Inside
        from linli.messages import Message
        from linli.packs.taking import Ways
        from linli.telemetry import Listener

        self.now, self.told, self.rules = NOON, [], rules
        self.watching, self.inside = watching, Inside(rules)
        ways = Ways(
            channels={"reading"},
            kept=timedelta(days=400),
            known=set,
            calm=lambda _, messages: self.inside(s for one in messages for s in one.samples),
            alarmed=self.alarmed,
            settle=self.settle,
        )
        self.listener = Listener({"reading": (Message, self.fold)}, ways)

    def thing(self, name):
        return self.watching.Thing(name, self.rules)

    def alarmed(self, devices):
        from linli.points import of

        things = {
            device.id: (self.thing(device.id), [p for one in told for p in of(one.sent)])
            for device, told in devices.items()
        }
        awake = self.watching.awake(things)
        return {device for device in devices if device.id in awake}

    def written(self, changed):
        if changed is None:
            return []
        self.told += [one.news.what for one in changed.news]
        return [changed.write()]

    def fold(self, device, messages):
        from linli.points import of

        points = [point for one in messages for point in of(one)]
        thing = self.thing(device.id)
        return self.written(self.watching.hear(HERE, thing, points, self.now))

    def settle(self, device, messages):
        since = min(at for one in messages for at in one.times())
        self.commit(self.watching.again(HERE, self.thing(device.id), since, self.now))

    def commit(self, changed):
        from linli.store import commit

        if writes := self.written(changed):
            commit(*writes)

    def sweep(self, now):
        from linli.sweeper import Sweeper

        def act(pk, _):
            thing = self.thing(self.watching.thing_of(pk))
            self.commit(self.watching.wake(HERE, thing, now))

        return Sweeper({"alarms": act}).handler({}, CONTEXT)

    def hear(self, seq, *samples, device="TK-1", received=None):
        """Each (minutes after noon, value)."""
        self.now = received or NOON + samples[-1][0] * MINUTE
        said = [
            {"at": (NOON + at * MINUTE).isoformat(), "measures": {"x": value}}
            for at, value in samples
        ]
        payload = json.dumps({"v": 1, "boot": 1, "seq": seq, "samples": said}).encode()
        envelope = {
            "community": HERE,
            "device": device,
            "channel": "reading",
            "principal": "c0" * 32,
            "received": int(self.now.timestamp() * 1000),
            "payload": b64encode(payload).decode(),
        }
        arn = "arn:aws-cn:sqs:cn-north-1:000000000000:linli-test-devices-reading"
        one = {"messageId": f"{device}-{seq}", "body": json.dumps(envelope)}
        answer = self.listener.handler({"Records": [one | {"eventSourceARN": arn}]}, CONTEXT)
        assert answer == {"batchItemFailures": []}

    @property
    def known(self):
        return self.watching.watched(HERE, "TK-1")


@pytest.fixture
def feature(row):
    return Feature


def test_what_is_calm_is_a_write_and_a_look(feature, calls):
    hearing = feature(RULES["hysteresis"], RULES["delays"])
    hearing.hear(1, (0, 5))  # and notes that it spoke that day
    calls.clear()
    hearing.hear(2, (1, 6), (2, 5))
    assert calls == ["BatchWriteItem", "BatchGetItem"]
    assert hearing.known.version is None


def test_an_alarm_is_raised_goes_on_and_is_over_each_told_once(feature):
    hearing = feature(RULES["hysteresis"])
    hearing.hear(1, (0, 5))
    hearing.hear(2, (1, 25))
    hearing.hear(3, (2, 15))  # inside the limit, and not behind where it clears
    assert hearing.told == ["raised"]
    hearing.hear(4, (3, 5))
    hearing.hear(4, (3, 5))
    assert hearing.told == ["raised", "cleared", "ended"]
    version = hearing.known.version
    hearing.hear(5, (4, 6))
    assert hearing.known.version == version


def test_what_was_calm_and_only_kept_counts_once_a_crossing_is_told(feature):
    hearing = feature(RULES["delays"])
    hearing.hear(1, (5, 0))
    hearing.hear(2, (2, 25), received=NOON + 6 * MINUTE)  # late
    assert hearing.told == ["raised"]
    hearing.hear(3, (9, 0))
    assert hearing.told == ["raised", "cleared", "ended"]


def test_a_delay_is_told_by_the_sweeper(feature, advance):
    hearing = feature(rule(step(over(20), after_seconds=600)))
    hearing.hear(1, (0, 25))
    assert hearing.told == []
    assert hearing.sweep(NOON + 5 * MINUTE)["failed"] == 0
    assert hearing.told == []
    hearing.sweep(NOON + 10 * MINUTE)
    hearing.sweep(NOON + 11 * MINUTE)
    assert hearing.told == ["raised"]


def test_silence_is_told_by_the_sweeper_and_never_of_what_only_came_late(feature, calls):
    hearing = feature(rule(step({"by": "absence", "within_seconds": 600})))
    hearing.hear(1, (0, 5))
    calls.clear()
    hearing.hear(2, (5, 5))
    assert calls == ["BatchWriteItem", "BatchGetItem"]
    hearing.sweep(NOON + 11 * MINUTE)
    assert hearing.told == []
    hearing.sweep(NOON + 16 * MINUTE)
    assert hearing.told == ["raised"]
    hearing.hear(3, (10, 5), (14, 5), (18, 5))
    assert hearing.told == ["raised", "withdrawn"]


def test_what_people_end_is_over_and_a_fact_rides_on_the_row(feature, row):
    from linli.store import commit

    hearing = feature(RULES["stays"])
    hearing.hear(1, (0, 25), (1, 0))
    [followed] = hearing.known.following.values()
    [told] = followed.told
    later = NOON + 9 * MINUTE
    changed = hearing.watching.end(HERE, hearing.thing("TK-1"), told.alarm.id, later, later)
    said = {"hazard_id": told.alarm.id, "measure": "x", "value": 25, "at": later, "episode": 0}
    whose = {"asset_id": "TK-1", "community": HERE, "kind": "water_tank", "drill": False}
    how = {"raises": "incident", "priority": "P1", "category": "A4.5", "limit_id": "R"}
    fact = HazardCleared.model_validate({**said, **whose, **how, "article": "local"})
    commit(changed.write([fact]))
    assert [one.news.what for one in changed.news] == ["ended"]
    kept = row.get(*hearing.watching.key("TK-1"))
    assert json.loads(kept.events[0])[0] == "HazardCleared"
    assert hearing.watching.end(HERE, hearing.thing("TK-1"), "other", later, later) is None
