"""A message to many whose function dies before or after any of its calls: nobody is lost, nobody
gets it twice.
"""

import pytest
from pynamodb.connection.base import Connection

PEOPLE = 130
EVERY = 6  # call is made to fail, from one that is drawn for each kind of failing


class Killed(Exception):
    """The worker is gone; what it had done is done."""


class Calls:
    """Counts the calls of the table and of the gateway, and dies at one of them."""

    def __init__(self):
        self.made, self.dies_at, self.after = 0, None, False

    def around(self, call):
        def one(*given, **more):
            self.made += 1
            dies = self.made == self.dies_at
            if dies and not self.after:
                raise Killed
            answer = call(*given, **more)
            if dies:
                raise Killed
            return answer

        return one


@pytest.fixture
def calls(gateway, monkeypatch):
    from functions.notify.gateways import client

    counted = Calls()
    dispatch = Connection.dispatch
    monkeypatch.setattr(
        Connection,
        "dispatch",
        lambda self, *given, **more: counted.around(dispatch)(self, *given, **more),
    )
    monkeypatch.setattr(client, "send", counted.around(client.send))
    return counted


def to_the_end(bulk, machine, gateway, report, counted):
    """As the machine does it: a step that died is tried again. All is reported, twice."""
    for _ in range(40):
        try:
            ended = machine(bulk, most=10) == "over"
        except Killed:
            continue
        if ended:
            return
        counted.dies_at = None
        for sending, sent in list(gateway.got.items()):
            if bulk in sending:
                report(sending, "delivered", *range(len(sent.to)))
    raise AssertionError("it does not end")


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_death_at_any_call_loses_nobody_and_doubles_nothing(
    register, gateway, started, machine, report, counts, calls, said, after
):
    register.add(PEOPLE)
    calls.made = 0
    first = started()
    to_the_end(first, machine, gateway, report, calls)
    usual = calls.made
    assert usual > 40
    for number in range(3 + after, usual, EVERY):
        bulk = started()
        calls.made, calls.dies_at, calls.after = 0, number, after
        to_the_end(bulk, machine, gateway, report, calls)
        calls.dies_at = None
        mine = [p for sending, sent in gateway.got.items() if bulk in sending for p in sent.to]
        assert len(mine) == len(set(mine)) == PEOPLE, number
        assert counts(bulk) == dict.fromkeys(("recipients", "accepted", "delivered"), PEOPLE)
    ended = [event["bulk_id"] for event in said("BulkEnded")]
    assert len(ended) == len(set(ended))
