"""The limits of facilities, said as alarm rules, find the same hazards: they can move."""

from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.facilities.hazards import life
from functions.facilities.hazards.known import LIMITS
from functions.facilities.hazards.model import Reading, Track
from linli.alarms.model import Rule
from linli.alarms.running import evaluate

from .streams import at, point


def as_rule(limits):
    """Those of one measure of one kind: one alarm, a step for each."""
    rows = sorted(limits, key=lambda limit: limit.level)
    steps = [
        {
            "level": row.level,
            "when": {
                "by": "threshold",
                **row.model_dump(include={"measure", "compare", "value", "unit"}),
            },
            "clears": row.raises == "hazard",
            **row.model_dump(include={"raises", "priority", "category", "within_hours"}),
        }
        for row in rows
    ]
    first = rows[0]
    said = first.model_dump(include={"kind", "article", "mark", "effective_from", "effective_to"})
    return Rule.model_validate({"id": first.id, "steps": steps, **said})


def measured(limit):
    return limit.kind, limit.measure


GROUPS = [list(own) for _, own in groupby(sorted(LIMITS, key=measured), key=measured)]
PLAIN = [own for own in GROUPS if len({limit.level for limit in own}) == len(own)]
each_measure = pytest.mark.parametrize(
    "limits", PLAIN, ids=lambda own: f"{own[0].kind}-{own[0].measure}"
)


def test_most_measures_have_a_step_a_limit():
    assert len(PLAIN) >= len(GROUPS) - 2  # a tank is too empty or too full; a lift has codes


@each_measure
@settings(deadline=None, max_examples=8)
@given(data=st.data())
def test_a_rule_finds_the_hazard_that_the_limits_find(limits, data):
    near = [limit.value + by for limit in limits for by in (-0.1, 0, 0.1)]
    values = data.draw(st.lists(st.sampled_from(near), max_size=12))
    readings = tuple(Reading(at(n), value) for n, value in enumerate(values))
    hazard = life.live(Track(readings=readings), limits)
    measure = limits[0].measure
    told = [point(n, seq=n, **{measure: value}) for n, value in enumerate(values)]
    rule = as_rule(limits)
    alarm = evaluate(rule, "asset", told, at(60)).state.alarm
    assert (alarm is None) == (hazard is None)
    if alarm and hazard:
        assert (alarm.onset, alarm.level) == (hazard.since, hazard.level)
        assert rule.step(alarm.level).raises == hazard.raises
        assert (alarm.cleared_at is None) == (hazard.cleared_at is None)
