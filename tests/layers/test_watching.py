"""A feature that watches its things: what is calm loads nothing, all else is told once."""

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from tests.layers.alarms.streams import RULES, over, rule, step
from tests.layers.packs.test_taking import CONTEXT

HERE = "140105001001"
NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def make_row():
    from linli.alarms.watched import Watched

    class Row(Watched):
        """A feature decides more in the row than alarms."""

        thing: str
        seen: int = 0

    return Row


class Feature:
    """What it hears, how it is swept, what it told; by a clock that it `moves`."""

    def __init__(self, moves, *rules):
        from linli import watching
        from linli.alarms.inside import Inside
        from linli.messages import Message
        from linli.packs.taking import Ways
        from linli.telemetry import Listener

        self.now, self.told, self.rules, self.moves = NOON, [], rules, moves
        self.watching, self.inside = watching, Inside(rules)
        self.row = make_row()
        ways = Ways(
            channels={"reading"},
            kept=lambda _: timedelta(days=400),
            known=set,
            calm=lambda _, messages: self.inside(s for one in messages for s in one.samples),
            alarmed=self.alarmed,
            settle=self.settle,
        )
        self.listener = Listener({"reading": (Message, self.fold)}, ways)

    def thing(self, name):
        return self.watching.Thing(name, self.rules)

    def rows(self, *names):
        from linli.store import load_many

        found = load_many([(f"alarms#{name}", "alarms") for name in names], self.row)
        return {row.thing: row for row in found.values()}

    def watched(self, name):
        return self.rows(name).get(name) or self.row(thing=name, community=HERE)

    def alarmed(self, devices):
        from linli.points import of

        things = {
            device.id: (self.thing(device.id), [p for one in told for p in of(one.sent)])
            for device, told in devices.items()
        }
        awake = self.watching.awake(self.rows(*things), things)
        return {device for device in devices if device.id in awake}

    def written(self, changed):
        from linli.store import Write

        if changed is None:
            return []
        self.told += [one.news.what for one in changed.news]
        row = changed.after.model_copy(update={"seen": changed.after.seen + 1})
        return [Write(f"alarms#{row.thing}", "alarms", row, due=row.due)]

    def fold(self, device, messages):
        from linli.points import of

        points = [point for one in messages for point in of(one)]
        thing = self.thing(device.id)
        return self.written(self.watching.hear(self.watched(device.id), thing, points, self.now))

    def settle(self, device, messages):
        since = min(at for one in messages for at in one.times())
        row = self.watched(device.id)
        self.commit(self.watching.again(row, self.thing(device.id), since, self.now))

    def commit(self, changed):
        from linli.store import commit

        if writes := self.written(changed):
            commit(*writes)

    def sweep(self, now):
        from linli.sweeper import Sweeper

        self.moves(now)

        def act(pk, _):
            row = self.watched(pk.partition("#")[2])
            self.commit(self.watching.wake(row, self.thing(row.thing), now))

        return Sweeper({"alarms": act}).handler({}, CONTEXT)

    def hear(self, seq, *samples, device="TK-1", received=None):
        """Each (minutes after noon, value)."""
        self.now = self.moves(received or NOON + samples[-1][0] * MINUTE)
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
        return self.watched("TK-1")


@pytest.fixture
def feature(row, stopped):
    return partial(Feature, stopped(NOON))


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


def test_what_people_end_is_over_and_nothing_else_is(feature):
    hearing = feature(RULES["stays"])
    hearing.hear(1, (0, 25), (1, 0))
    [followed] = hearing.known.following.values()
    [told] = followed.told
    later, thing = NOON + 9 * MINUTE, hearing.thing("TK-1")
    changed = hearing.watching.end(hearing.known, thing, told.alarm.id, later, later)
    assert [one.news.what for one in changed.news] == ["ended"]
    assert hearing.watching.end(hearing.known, thing, "other", later, later) is None


def test_what_else_the_row_holds_stays(feature):
    hearing = feature(rule(step(over(20), after_seconds=600)))
    hearing.hear(1, (0, 25))
    assert (hearing.known.seen, hearing.known.due) == (1, NOON + 10 * MINUTE)
    hearing.sweep(NOON + 10 * MINUTE)
    assert (hearing.known.seen, hearing.known.due) == (2, None)


def test_what_a_rule_told_that_is_no_more_is_withdrawn_by_what_is_calm(feature):
    feature(RULES["hysteresis"]).hear(1, (0, 25))
    without = feature()
    without.hear(2, (1, 5))
    assert without.told == ["withdrawn"]
    assert without.known.following == {}
    version = without.known.version
    without.hear(3, (2, 5))
    assert without.known.version == version
