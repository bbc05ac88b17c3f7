"""What a reading is reckoned to cost: the study's own case, and what must show in the price."""

import json
from pathlib import Path

import pytest

from bench.readings import bill
from bench.readings import path as paths
from bench.readings.bill import Used
from bench.textbook import naive
from operate.assembly import Stack
from tests import assembly

CITY = 100_000
TEN = Used(10, 0.05, 1, 1, 0.0002, 0.004, 2, 480, 1_500)


@pytest.fixture(scope="module")
def prices():
    table = json.loads(Path("bench/prices/aws.json").read_text())
    return bill.prices_of(table)


@pytest.fixture(scope="module")
def stacks():
    """As an account gets them."""
    files = assembly.files()["taiyuan"]
    return [Stack(name, f"linli-taiyuan-{name}", file) for name, file in files.items()]


def changed(stacks, folder, change):
    """The same with other resources of facilities."""
    [old] = [one for one in stacks if one.id == "facilities"]
    template = json.loads(old.template.read_text())
    change(list(template["Resources"].values()))
    file = folder / "facilities.json"
    file.write_text(json.dumps(template))
    return [*(one for one in stacks if one is not old), old._replace(template=file)]


def test_the_naive_stack_costs_what_the_study_found(prices):
    each = bill.per_million(CITY, naive.used(1, bill.CALL), naive.PATH, prices)
    packed = bill.per_million(CITY, naive.used(10, bill.CALL), naive.PATH, prices)
    assert each == pytest.approx(3.43, rel=0.05)
    assert packed == pytest.approx(0.60, rel=0.1)


def test_ten_times_the_work_is_ten_times_the_cost(stacks, prices):
    path = paths.of(stacks, "taiyuan")
    costs = [sum(bill.month(n, TEN, path, prices).values()) for n in (1_000, 10_000, 1_000_000)]
    assert costs[1] / costs[0] <= 10.1
    assert costs[2] / costs[1] <= 100.1


def test_an_index_on_packs_shows_in_the_price(stacks, prices, tmp_path):
    def more(resources):
        [table] = [one for one in resources if one["Type"] == "AWS::DynamoDB::Table"]
        keys = [{"AttributeName": "sk", "KeyType": "HASH"}]
        table["Properties"]["GlobalSecondaryIndexes"].append({"KeySchema": keys})

    before, after = (paths.of(s, "taiyuan") for s in (stacks, changed(stacks, tmp_path, more)))
    assert (before.indexes, after.indexes) == (0, 1)
    written = [bill.month(CITY, TEN, path, prices)["rows written"] for path in (before, after)]
    assert written[1] == 2 * written[0]


def test_basic_ingest_that_devices_may_not_use_or_do_not_learn_of_is_charged(
    stacks, prices, monkeypatch
):
    path = paths.of(stacks, "taiyuan")
    assert bill.month(CITY, TEN, path, prices)["messages"] == 0
    untold = [one for one in stacks if one.id != "devices"]
    assert not paths.of(untold, "taiyuan").basic
    monkeypatch.setattr(paths, "topics_of_devices", lambda *_: [])
    path = paths.of(stacks, "taiyuan")
    assert bill.month(CITY, TEN, path, prices)["messages"] > 0


def test_a_second_action_of_the_rule_shows_in_the_price(stacks, prices, tmp_path):
    def more(resources):
        for rule in resources:
            if rule["Type"] == "AWS::IoT::TopicRule":
                rule["Properties"]["TopicRulePayload"]["Actions"] *= 2

    before, after = (paths.of(s, "taiyuan") for s in (stacks, changed(stacks, tmp_path, more)))
    paid = [bill.month(CITY, TEN, path, prices)["rule and action"] for path in (before, after)]
    assert paid[1] == pytest.approx(1.5 * paid[0])


def test_what_a_city_costs_that_hears_nothing_is_told_line_by_line(stacks, prices):
    found = paths.counted(stacks)
    assert found["queues"] > 10
    runs = paths.schedules(stacks)
    parts = bill.fixed(found, runs, prices)
    assert len(parts) == 7
    assert sum(parts.values()) < 40
    each = {
        minutes: parts[f"{n} functions run each {minutes} min"] / n for minutes, n in runs.items()
    }
    assert each[1] == pytest.approx(5 * each[5])
