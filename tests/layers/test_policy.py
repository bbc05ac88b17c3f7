"""What is undecided is refused, and many cases at once are as many cases alone."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CEDAR = """
@id("workers show")
permit(principal in Role::"grid_worker", action == Action::"show", resource)
  when { resource in principal.place };
permit(principal in Role::"official", action == Action::"show", resource)
  when { resource in principal.place };
@id("incidents only")
permit(principal in Role::"auditor", action == Action::"show", resource is Noun)
  when { resource in principal.place && resource.kind == "Incident" };
@id("from some time on")
permit(principal in Role::"merchant", action == Action::"show", resource)
  when { context.now >= 100 };
@id("for an audit, through an app, by a guardian")
permit(principal in Role::"resident", action == Action::"show", resource)
  when { context has purpose && context.purpose == "audit" && context has app &&
         context.app == "mirror" && context has mandate && context.mandate == "guardian" };
@id("never one's own")
forbid(principal, action, resource is Noun)
  when { resource has handler && resource.handler == principal.person };
"""
FAILS = """
permit(principal, action == Action::"show", resource);
@id("overflows")
forbid(principal, action == Action::"show", resource) when { context.now + 1 < 0 };
"""
HERE, THERE = "140105001001", "140105001002"


@pytest.fixture
def policy_of(monkeypatch, tmp_path):
    from linli import policy

    monkeypatch.setattr(policy, "files", lambda _: tmp_path)

    def make(text, actions=("show",)):
        (tmp_path / "policies.cedar").write_text(text)
        return policy.Policy("functions.any", set(actions))

    return make


def actor(role="grid_worker", place=HERE, person="wang"):
    from linli.policy import Actor

    return Actor(person, role, place)


def thing(place=HERE, kind="", **attributes):
    from linli.policy import Thing

    return Thing(place, kind, tuple(attributes.items()))


def test_a_permit_is_named_by_its_id_or_by_its_number(policy_of):
    policy = policy_of(CEDAR)
    assert policy.allows(actor(), "show", thing(), 0) == "workers show"
    assert policy.allows(actor("official"), "show", thing(), 0) == "policy1"
    assert policy.allows(actor("volunteer"), "show", thing(), 0) is None


@pytest.mark.parametrize(
    ("role", "of", "now", "context", "allowed"),
    [
        ("auditor", ("Incident", {}), 0, {}, True),
        ("auditor", ("Person", {}), 0, {}, False),
        ("merchant", ("", {}), 99, {}, False),
        ("merchant", ("", {}), 100, {}, True),
        ("resident", ("", {}), 0, {"purpose": "audit", "app": "mirror"}, False),
        (
            "resident", ("", {}), 0,
            {"purpose": "audit", "app": "mirror", "mandate": "guardian"}, True,
        ),
        ("grid_worker", ("Incident", {"handler": "li"}), 0, {}, True),
        ("grid_worker", ("Incident", {"handler": "wang"}), 0, {}, False),
    ],
)  # fmt: skip
def test_policies_may_ask_for_kind_time_purpose_app_and_mandate(
    policy_of, role, of, now, context, allowed
):
    kind, attributes = of
    case = actor(role), "show", thing(HERE, kind, **attributes), now
    assert bool(policy_of(CEDAR).allows(*case, **context)) is allowed


def test_a_forbid_that_fails_refuses(policy_of):
    policy = policy_of(FAILS)
    assert policy.allows(actor(), "show", thing(), 0)
    assert policy.allows(actor(), "show", thing(), 2**63 - 1) is None


@pytest.mark.parametrize(
    ("who", "action", "what", "now"),
    [
        (actor, "unheard_of", thing, 0),
        (actor, "show", lambda: thing(HERE, "Incident", unheard_of="x"), 0),
        (actor, "show", lambda: thing(HERE, "Incident", handler=1), 0),
        (actor, "show", thing, "soon"),
        (actor, "show", thing, 2**64),
        (lambda: actor(place=None), "show", thing, 0),
    ],
)
def test_a_case_that_does_not_fit_the_schema_is_refused(policy_of, who, action, what, now):
    policy = policy_of("permit(principal, action, resource);")
    assert policy.allows(actor(), "show", thing(HERE, "Incident", handler="x"), 0)
    assert policy.allows(who(), action, what(), now) is None


@pytest.mark.parametrize(
    "text",
    [
        'permit(principal, action == Action::"unheard_of", resource);',
        "permit(principal, action, resource) when { resource.handler == principal.person };",
        "permit(principal, action, resource) when { principal.suspended };",
        'permit(principal, action, resource) when { context.purpose == "visit" };',
        "permit(principal, action, resource",
    ],
)
def test_policies_that_do_not_fit_the_schema_do_not_import(policy_of, text):
    with pytest.raises(ValueError, match=r"\w"):
        policy_of(text)


def test_names_are_data_and_nothing_else(policy_of):
    policy = policy_of(CEDAR)
    for person in ('w"ang', "w\nang", "王", 'x"; permit(principal,action,resource);//'):
        case = actor(person=person), "show", thing(HERE, "Incident", handler=person), 0
        assert policy.allows(*case) is None
        assert policy.allows(case[0], "show", thing(HERE, "Incident", handler="li"), 0)


PLACES = st.sampled_from([HERE, THERE, HERE + "001", "140105000000", "140200000000"])
ACTORS = st.builds(actor, st.sampled_from(["grid_worker", "official", "auditor"]), PLACES)
THINGS = st.one_of(
    st.builds(thing, PLACES),
    st.builds(
        thing,
        PLACES,
        st.sampled_from(["Incident", "Person"]),
        handler=st.sampled_from(["wang", "li"]),
    ),
)


@given(cases=st.lists(st.tuples(ACTORS, THINGS), max_size=12))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_many_cases_at_once_are_as_many_alone(policy_of, cases):
    policy = policy_of(CEDAR)
    alone = [policy.allows(who, "show", what, 0) for who, what in cases]
    assert policy.decide(cases, "show", 0) == alone


def test_what_stays_is_parsed_once(policy_of):
    policy = policy_of(CEDAR)
    for handler in ("li", "zhao", "qian"):
        policy.allows(actor(), "show", thing(HERE, "Incident", handler=handler), 0)
    assert policy._standing.cache_info()[:2] == (2, 1)
