"""By what right, and until when, somebody may be measured or watched over."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

import pytest

from linli import bases
from linli.errors import Invalid
from linli.roles import Actor, Consent, Mandate
from linli.wall import CHINA

NOW = datetime(2025, 11, 23, 10, tzinfo=CHINA)
TICK = timedelta(microseconds=1)
GROWN = {  # born: from when on fourteen, a birthday's last day being the last of the fourteen years
    "2012-02-28": "2026-03-01",
    "2012-02-29": "2026-03-01",
    "2012-03-01": "2026-03-02",
    "2011-12-31": "2026-01-01",
}


class Agreed(NamedTuple):
    until: datetime
    guardian: str | None = "dao"
    basis: bases.Basis = "CONSENT"


@pytest.fixture(params=GROWN.items(), ids=GROWN)
def child(request):
    from functions.accounts import terms
    from functions.accounts.people import rules

    born, grown = request.param
    until = rules.minor_until(date.fromisoformat(born), terms.known(), NOW)
    assert until == date.fromisoformat(grown)
    times = {"since": NOW, "until": NOW + timedelta(days=900)}
    who = {"id": "m", "kind": "guardian", "person": "dao", "principal": "mei", "scopes": ()}
    mandate = Mandate.model_validate({**who, **times})
    return Actor(id="mei", given=(mandate,), minor_until=until)


def wrong(agreed, whose, now=NOW):
    try:
        bases.lawful(agreed, whose, now, sensitive=True, at="/body")
    except Invalid as error:
        return error.code, error.pointer
    return None


def midnight(child):
    return datetime.combine(child.minor_until, datetime.min.time(), CHINA)


def test_a_guardian_agrees_until_the_child_is_fourteen_and_no_longer(child):
    end = midnight(child)
    assert wrong(Agreed(end), child) is None
    assert wrong(Agreed(end + TICK), child) == ("until-fourteen", "/body/until")
    assert wrong(Agreed(end - TICK, guardian=None), child) == ("guardian-needed", "/body/guardian")


def test_from_then_on_the_person_agrees_himself_and_for_longer(child):
    end = midnight(child)
    later = end + timedelta(days=365)
    assert wrong(Agreed(later, guardian=None), child, end - TICK)[0] == "guardian-needed"
    assert wrong(Agreed(later, guardian=None), child, end) is None
    assert wrong(Agreed(later), child, end) is None  # of whom somebody answers all the same


def test_what_a_law_obliges_to_does_not_end_with_a_birthday(child):
    later = midnight(child) + timedelta(days=365)
    assert wrong(Agreed(later, None, "STATUTORY_DUTY"), child) is None


def test_what_a_guardian_let_an_app_do_ends_then_too(child):
    end = midnight(child)
    given = Consent(client="a", scopes=("profile",), since=NOW)
    his_own = Consent(client="b", scopes=("profile",), since=end)
    grown = child.model_copy(update={"consents": (given, his_own)})
    assert grown.consents_at(end - TICK) == (given, his_own)
    assert grown.consents_at(end) == (his_own,)
