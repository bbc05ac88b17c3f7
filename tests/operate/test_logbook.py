"""Who follows a log sees each line once."""

from datetime import UTC, datetime, timedelta

from operate.logbook import Follower, Line, metrics_of

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Log:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.asked: list[datetime] = []

    def say(self, name: str, seconds: float) -> None:
        self.lines.append(Line(NOON + timedelta(seconds=seconds), "alarm", {"message": "x"}, name))

    def look(self, since: datetime) -> list[Line]:
        self.asked.append(since)
        return sorted(line for line in self.lines if line.at >= since)


def shown(follower: Follower, log: Log) -> list[str]:
    return [line.id for line in follower.new(log.look)]


def test_each_line_is_shown_once_though_all_say_the_same() -> None:
    follower, log = Follower(NOON), Log()
    log.say("a", 0)
    log.say("b", 0)
    assert shown(follower, log) == ["a", "b"]
    assert shown(follower, log) == []
    log.say("c", 0)
    assert shown(follower, log) == ["c"]


def test_a_line_that_comes_after_younger_ones_is_not_lost() -> None:
    follower, log = Follower(NOON), Log()
    log.say("young", 100)
    assert shown(follower, log) == ["young"]
    log.say("late", 80)
    assert shown(follower, log) == ["late"]


def test_it_does_not_read_from_the_beginning_for_ever() -> None:
    follower, log = Follower(NOON), Log()
    for minute in range(60):
        log.say(f"{minute}", minute * 60)
        assert shown(follower, log) == [f"{minute}"]
    assert log.asked[-1] > NOON + timedelta(minutes=57)
    assert len(follower._shown) < 5


def test_a_metric_is_read_from_the_line_that_functions_write(monkeypatch, capsys) -> None:
    import json

    from aws_lambda_powertools.metrics import EphemeralMetrics

    monkeypatch.delenv("POWERTOOLS_METRICS_DISABLED")
    told = EphemeralMetrics(namespace="test")  # `Metrics` would count with those of the layer
    told.add_metric(name="TooDense", unit="Count", value=1)
    told.add_metric(name="TooDense", unit="Count", value=2)
    told.flush_metrics()
    assert metrics_of(json.loads(capsys.readouterr().out)) == {"TooDense": 3}
    assert metrics_of({"message": "folded"}) == {}
