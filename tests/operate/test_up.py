"""What `./linli up` prints about a city."""

from infra.settings import load
from operate.commands import up
from operate.home import Home

FOUND = dict.fromkeys(("browser", "gateway", "api", "mqtt_port", "engine"), "x")


def lines(tmp_path, city):
    return [line.split() for line in up._lines(Home(tmp_path), city, FOUND)]


def test_somebody_of_the_city_can_sign_in(tmp_path):
    assert ["sign", "in", "./linli", "visit", load("taiyuan").people[0].id] in [
        line[:5] for line in lines(tmp_path, "taiyuan")
    ]


def test_a_city_without_people_names_its_first_operator(tmp_path):
    """Who may open its communities; anybody else would be a new person without any role."""
    said = lines(tmp_path, "lab")
    assert load("lab").people == ()
    assert ["sign", "in", "./linli", "visit", "rehearsal"] in [line[:5] for line in said]
    assert "people" not in [line[0] for line in said]
