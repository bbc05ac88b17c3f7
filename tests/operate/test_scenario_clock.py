"""The stepped clocks, and the moments that stories name by them."""

from datetime import UTC, datetime, timedelta

from operate.home import Home
from operate.scenario import clock
from operate.scenario.match import fill


def test_a_moment_ahead_is_by_the_clock_of_its_place(tmp_path):
    home, city = Home(tmp_path), "140100000000"
    known = {"in": clock.Ahead(home, city)}
    clock.advance(home, city, "1 hour")
    clock.advance(home, "140105599001", "9 days")
    said = datetime.fromisoformat(fill({"until": "${in.3_days}"}, known)["until"])
    wanted = datetime.now(UTC) + timedelta(days=3, hours=1)
    assert abs(said - wanted) < timedelta(seconds=5)
