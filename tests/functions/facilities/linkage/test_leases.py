"""One party at a time orders a lift about by hand; what a hazard calls for waits for nobody."""

from datetime import UTC, datetime, timedelta

import pytest

HERE = "140105001001"
WHY = {"reason": "检修"}
LIFT = "assets/EL-1"


@pytest.fixture
def now(stopped):
    return stopped(datetime.now(UTC).replace(microsecond=0))


@pytest.fixture
def staff(house, member, now):
    for role in ("grid_worker", "community_worker", "property_manager", "official"):
        member(role, role, HERE)
    member("operator", "city_operator", HERE)


@pytest.fixture
def order(ask, staff, world):
    numbers = iter(range(100))

    def order(command="hold", asset="EL-1", sub="community_worker", key=None):
        body = {"asset": asset, "command": command, **WHY}
        key = key or f"order-{next(numbers):04}"
        return ask("POST", "actions", body, sub=sub, idempotency_key=key)

    return order


@pytest.fixture
def lease(ask, staff):
    def lease(sub="community_worker", minutes=10, asset="EL-1"):
        return ask("POST", f"assets/{asset}/leases", {"minutes": minutes}, sub=sub)

    return lease


def test_while_one_drives_nobody_else_orders_by_hand(ask, lease, order, now):
    status, held = lease()
    assert (status, held["holder"]) == (201, "community_worker")
    status, refused = order(sub="official")
    assert (status, refused["code"]) == (409, "leased")
    assert lease("official")[1]["code"] == "leased"
    assert order("voice", sub="official")[0] == 201  # to speak is not to drive
    assert order()[0] == 201
    now(now() + timedelta(minutes=10))
    assert order(sub="official")[0] == 201
    assert ask("GET", f"{LIFT}/leases", sub="grid_worker")[1]["holder"] == "official"


@pytest.fixture
def drivers(ask):
    """drivers() are those who took the lift's lease, by its history."""

    def drivers():
        lines = ask("GET", f"{LIFT}/history", sub="property_manager")[1]["items"]
        return [line["by"] for line in lines if line["what"] == "lease-taken"]

    return drivers


def test_a_lease_that_an_order_takes_is_a_line_of_the_history(order, lease, now, drivers):
    """As one that was asked for is; who orders by what he holds takes none."""
    order(key="the-same-key")
    order(key="the-same-key")
    order("release")
    assert drivers() == ["community_worker"]
    now(now() + timedelta(minutes=15))
    order(sub="official")
    assert sorted(drivers()) == ["community_worker", "official"]
    now(now() + timedelta(minutes=15))
    lease()
    order()
    assert sorted(drivers()) == ["community_worker", "community_worker", "official"]


def test_so_is_one_that_undoing_takes(ask, order, run, now, drivers):
    held = order()[1]["id"]
    run("send")
    now(now() + timedelta(minutes=15))
    assert ask("POST", f"actions/{held}/reversals", WHY, sub="official")[0] == 201
    assert sorted(drivers()) == ["community_worker", "official"]


def test_who_orders_while_nobody_does_drives_from_then_on(ask, order, now):
    status, first = order(key="the-same-key")
    assert status == 201
    assert order(key="the-same-key") == (201, first)
    held = ask("GET", f"{LIFT}/leases", sub="official")[1]
    assert held["holder"] == "community_worker"
    assert datetime.fromisoformat(held["until"]) == now() + timedelta(minutes=15)
    assert order(sub="official")[1]["code"] == "leased"


def test_sent_again_an_order_is_the_same_whoever_drives_by_then(order, lease, now):
    first = order(key="the-same-key")
    now(now() + timedelta(minutes=15))
    assert lease("official")[0] == 201
    again = order(key="the-same-key")
    assert (again[0], again[1].get("id")) == (201, first[1]["id"])
    assert order("release", key="the-same-key")[1]["code"] == "idempotency-key-reused"


def test_nobody_else_undoes_what_he_ordered(ask, order, run):
    held = order()[1]["id"]
    run("send")
    path = f"actions/{held}/reversals"
    assert ask("POST", path, WHY, sub="official")[1]["code"] == "leased"
    assert ask("POST", path, WHY, sub="community_worker")[0] == 201


def test_no_word_of_his_is_sent_after_his_lease(lease, order, now):
    lease(minutes=1)
    now(now() + timedelta(seconds=30))
    until = datetime.fromisoformat(order()[1]["send_until"])
    assert until == now() + timedelta(seconds=30)


def test_a_fire_recalls_the_lift_whoever_drives_it(lease, fact, hear, actions, run):
    assert lease()[0] == 201
    hear(fact("SD-1"), fact("SD-2"))
    assert actions("FIRE")["EL-1", "recall"].stage == "ordered"
    assert ("EL-1", "recall") in run("send")


def test_who_loses_his_lease_meanwhile_orders_nothing(lease, order, every, now, monkeypatch):
    from functions.facilities.assets import store as assets
    from functions.facilities.leases import acts, store

    lease()
    kept, lost = acts.ordering, []

    def ordering(*of):
        read = kept(*of)
        if not lost:
            now(now() + timedelta(seconds=1))
            lost.append(acts.give_back(assets.asset("EL-1"), "operator", "检修", broken=True))
            lost.append(acts.take(assets.asset("EL-1"), "official", 10))
        return read

    monkeypatch.setattr(acts, "ordering", ordering)
    assert order()[1]["code"] == "leased"
    assert store.lease("EL-1", HERE).holder == "official"
    assert every() == []


def test_it_is_given_back_by_its_holder_and_ended_by_an_operator_with_a_reason(ask, lease, now):
    lease()
    assert ask("POST", f"{LIFT}/releases", None, sub="official")[1]["code"] == "leased-by-another"
    assert ask("POST", f"{LIFT}/releases", None, sub="community_worker")[1]["holder"] is None
    now(now() + timedelta(minutes=1))
    assert lease()[0] == 201
    assert ask("POST", f"{LIFT}/breaks", WHY, sub="official")[0] == 403
    assert ask("POST", f"{LIFT}/breaks", WHY, sub="operator")[1]["holder"] is None
    lines = ask("GET", f"{LIFT}/history", sub="property_manager")[1]["items"]
    told = [(line["what"], line["by"], line["reason"]) for line in lines if "lease" in line["what"]]
    assert sorted(told) == sorted(
        [
            ("lease-taken", "community_worker", None),
            ("lease-given-back", "community_worker", None),
            ("lease-taken", "community_worker", None),
            ("lease-broken", "operator", "检修"),
        ]
    )


def test_who_may_not_order_takes_no_lease_and_not_of_everything(lease):
    assert lease("grid_worker")[0] == 403
    assert lease("property_manager")[0] == 403
    assert lease(asset="SI-1")[1]["code"] == "not-leased"


def test_to_close_a_valve_waits_for_nobody(lease, order):
    lease(asset="GV-1")
    assert order("close", asset="GV-1", sub="official")[0] == 201


def test_what_is_leased_is_what_the_catalogue_of_devices_says():
    from functions.devices.kinds.store import CATALOGUE
    from functions.facilities.leases.acts import ROWS

    ours = {one.id for one in CATALOGUE.values() if one.leased and one.owner == "facilities"}
    assert {row.kind for row in ROWS} == ours
