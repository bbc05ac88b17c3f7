"""Who hears a fact again in a drill: just those who hear it by the city's own rules."""

import pytest

from operate.faults.tap import _matches

OWN = {"source": ["linli.facilities"], "detail-type": ["HazardFound"]}
ANYBODYS = {"source": [{"prefix": "linli."}], "detail-type": ["NoticeAsked"]}
ADDRESSED = {
    "source": ["linli.notify"],
    "detail-type": ["NoticeRead"],
    "detail": {"asked_by": ["incidents"]},
}


def told(source, name, **detail):
    return {"source": f"linli.{source}", "detail-type": name, "detail": detail}


@pytest.mark.parametrize(
    ("pattern", "fact", "hears"),
    [
        (OWN, told("facilities", "HazardFound"), True),
        (OWN, told("incidents", "HazardFound"), False),
        (OWN, told("facilities", "HazardCleared"), False),
        (ANYBODYS, told("incidents", "NoticeAsked"), True),
        (ANYBODYS, told("accounts", "NoticeRead"), False),
        (ADDRESSED, told("notify", "NoticeRead", asked_by="incidents"), True),
        (ADDRESSED, told("notify", "NoticeRead", asked_by="accounts"), False),
    ],
)
def test_a_fact_comes_again_only_where_it_came(pattern, fact, hears):
    assert _matches(pattern, fact) is hears
