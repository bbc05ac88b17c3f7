"""What a call puts on the bill that `bench facilities` prints."""

import pytest

PUT = {
    "TableName": "linli-bench-incidents",
    "Key": {"pk": {"S": "incident#1"}, "sk": {"S": "incident"}},
    "UpdateExpression": "SET #0 = :0, #1 = :1",
    "ExpressionAttributeNames": {"#0": "body", "#1": "version"},
    "ExpressionAttributeValues": {":0": {"S": "x" * 1500}, ":1": {"N": "1"}},
}


@pytest.fixture
def bill():
    from bench.fire.wire import Bill

    return Bill()


def test_a_write_is_as_many_units_as_it_has_kilobytes(bill):
    bill.take("UpdateItem", PUT)
    assert (bill.units["wru"], bill.calls.total()) == (2, 1)
    assert bill.by_table == {"incidents": 2}


def test_in_a_transaction_each_costs_twice(bill):
    bill.take("TransactWriteItems", {"TransactItems": [{"Update": PUT}] * 3})
    assert (bill.units["wru"], bill.calls.total()) == (12, 1)


def test_reads_events_and_runs_are_priced(bill):
    bill.take("GetItem", {})
    bill.take("BatchGetItem", {"RequestItems": {"t": {"Keys": [{}, {}]}}})
    bill.take("PutEvents", {"Entries": [{}, {}, {}]})
    bill.ran(runs=5, queued=2, transitions=4)
    known = {name: bill.units[name] for name in ("rru", "event", "run", "sqs", "transition")}
    assert known == {"rru": 3, "event": 3, "run": 5, "sqs": 6, "transition": 4}
    assert bill.price(dict.fromkeys(bill.units, 0) | {"run": 2, "event": 1}) == 13
