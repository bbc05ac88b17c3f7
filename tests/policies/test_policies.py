"""The policies and the tables say the same of every case; and it would show if they did not."""

from collections.abc import Iterator, Mapping
from functools import cache

import cedarpy
import pytest

from linli import policy
from tests.policies import mutants, tables
from tests.policies.cases import PLACES, Case, Feature, as_asked
from tests.policies.mutants import Mutant

EVERYTHING = "permit (principal, action, resource);"
FIRST = 4  # cases of an action that are asked at once; three times as many next
of = cache(Feature)
each_feature = pytest.mark.parametrize("feature", tables.names())


@each_feature
def test_the_policies_allow_what_the_table_says_and_nothing_else(feature):
    known = of(feature)
    policies = mutants.parsed(known.text)
    for action, cases in known.cases.items():
        assert known.wrong(mutants.about(policies, {action}), cases, known.may) == []


@each_feature
def test_what_may_never_be_stays_refused_whatever_else_is_permitted(feature):
    known = of(feature)
    policies = mutants.parsed(known.text)
    for action, cases in known.told.items():
        open_ = mutants.about(policies, {action}).with_added_str(EVERYTHING)
        assert known.wrong(open_, cases, known.might) == []


@each_feature
def test_a_request_is_decided_as_the_cases_are(feature):
    known = of(feature)
    for action, cases in known.cases.items():
        some = cases[:100] + cases[-20:]
        assert [bool(asked(known, action, case)) for case in some] == [*map(known.may, some)]


def asked(known: Feature, action: str, case: Case) -> str | None:
    where, way = case.at
    actor = policy.Actor("me", case.role, PLACES[where])
    purpose = None if case.said.purpose == "none" else case.said.purpose
    context = {"purpose": purpose} | ({} if way == "himself" else {way: "x"})
    return known.policy.allows(actor, action, as_asked(case.thing), 0, **context)


@each_feature
def test_every_policy_has_a_sentence_of_its_own(feature):
    names = [one.annotations.get("id") for one in mutants.parsed(of(feature).text).values()]
    assert all(names)
    assert len(names) == len(set(names))


@each_feature
def test_a_policy_or_a_condition_less_is_noticed(feature):
    known = of(feature)
    unnoticed = [str(one) for one in mutants.of(mutants.parsed(known.text)) if not seen(known, one)]
    assert unnoticed == []


def seen(known: Feature, mutant: Mutant) -> bool:
    """By the validator, which looks at each policy by itself, so that the feature does not import;
    or by a case answered wrongly.
    """
    text = str(mutants.whole({mutant.changed.id: mutant.changed})) if mutant.changed else ""
    if not cedarpy.validate_policies(text, known.schema).validation_passed:
        return True
    policies = mutants.about(mutant.policies, mutant.actions)
    if mutant.effect == "forbid":
        wide = policies.with_added_str(EVERYTHING)
        if any(known.wrong(wide, part, known.might) for part in parts(known.told, mutant)):
            return True
    return any(known.wrong(policies, part, known.may) for part in parts(known.cases, mutant))


def parts(pool: Mapping[str, list[Case]], mutant: Mutant) -> Iterator[list[Case]]:
    """The cases that may differ, a few of each action first."""
    lists = [cases for action, cases in pool.items() if action in (mutant.actions or pool)]
    begin, end = 0, FIRST
    while part := [case for cases in lists for case in cases[begin:end]]:
        yield part
        begin, end = end, 3 * end


@pytest.mark.parametrize(
    ("feature", "more"),
    [
        ("accounts", 'permit (principal in Role::"volunteer", action, resource);'),
        ("accounts", 'permit (principal, action == Action::"end_membership", resource is Noun);'),
        ("notify", 'permit (principal in Role::"merchant", action, resource is Community);'),
        ("incidents", 'forbid (principal, action == Action::"show_feed", resource);'),
        ("notify", "permit (principal, action, resource) unless { context == {now: 0} };"),
    ],
)
def test_one_policy_more_is_noticed(feature, more):
    known = of(feature)
    policies = cedarpy.PolicySet.from_str(known.text + more)
    assert any(known.wrong(policies, cases[:100], known.may) for cases in known.cases.values())
