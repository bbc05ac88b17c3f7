"""What a drill is judged by: each notice, each message and each line of the timeline once."""

from collections import Counter

import pytest

from operate.faults import aftermath
from operate.faults.notices import collect
from operate.faults.plan import Plan
from operate.faults.rest import Left
from operate.faults.tap import _matches
from operate.faults.thread import Outcome, counted

LEFT = Left(redriven=0, quarantine=0, untold=0, open=[], running=[])


def notice(number, incident, template="dispatched", delivered="1", read="2"):
    return {
        "id": f"n{number}",
        "about": f"incident#{incident}",
        "template": f"incidents.{template}",
        "delivered_at": delivered,
        "read_at": read,
    }


class Crowd:
    """Two covers, of whose incidents wang and li were told and read once."""

    def __init__(self):
        self.inbox = {
            "wang": [notice(1, "i1"), notice(2, "i2")],
            "li": [notice(3, "i1", "handled"), notice(4, "i2", "handled")],
        }
        self.rang = {"wang": ["n-n1-1", "n-n2-1"], "li": ["n-n3-1", "n-n4-1"]}
        self.lines = [("told-delivered", "dispatched"), ("told-read", "dispatched")]
        self.lines += [("acknowledged", ""), ("told-read", "handled")]

    def pages(self, path, by):
        return self.inbox[by]

    def carried(self, by):
        return self.rang[by]

    def show(self, incident):
        return {"timeline": [{"kind": kind, "note": note} for kind, note in self.lines]}


OUTCOMES = [Outcome(f"c{n}", ["raised"], 1.0, incidents=(f"i{n}",)) for n in (1, 2)]


def judged(crowd):
    usual = aftermath.Run(OUTCOMES[:1], set(), Counter(), collect(Crowd(), OUTCOMES[:1]), LEFT)
    found = aftermath.Run(OUTCOMES, set(), Counter(), collect(crowd, OUTCOMES), LEFT)
    return aftermath.compare(usual, found, Plan(), 0, [])


def test_where_all_were_told_once_nothing_is_found():
    found = judged(Crowd())
    assert found.notices.good
    assert found.messages.good
    assert found.receipts.good
    assert found.notices.causes == 4


def test_every_incident_of_a_cover_is_counted_open_or_closed():
    class Stages(Crowd):
        def incidents(self, stage):
            found = {"open": [("i3", "c1")], "closed": [("i1", "c1"), ("i9", "another")]}
            return [{"id": one, "subject": cover} for one, cover in found[stage]]

    outcomes = [one._replace(incidents=()) for one in OUTCOMES]
    assert [one.incidents for one in counted(Stages(), outcomes)] == [("i3", "i1"), ()]


def test_what_one_is_told_besides_is_not_judged():
    role = notice(9, "x") | {"about": "actor#wang", "template": "accounts.granted"}
    assert changed(lambda crowd: crowd.inbox["wang"].append(role)).notices.good


def changed(change):
    crowd = Crowd()
    change(crowd)
    return judged(crowd)


AGAIN, OVERDUE = notice(9, "i2", "handled"), notice(9, "i1", "overdue")
CHANGES = {
    "a notice is lost": (lambda c: c.inbox["wang"].pop(), "notices", "lost"),
    "a notice is doubled": (lambda c: c.inbox["li"].append(AGAIN), "notices", "doubled"),
    "one is told something else": (lambda c: c.inbox["li"].append(OVERDUE), "notices", "other"),
    "a telephone rang twice": (lambda c: c.rang["wang"].append("n-n1-1"), "messages", "doubled"),
    "what arrived never came": (lambda c: c.rang["li"].pop(), "messages", "lost"),
    "a line is lost": (lambda c: c.lines.pop(), "receipts", "lost"),
    "a line is doubled": (lambda c: c.lines.append(c.lines[-1]), "receipts", "doubled"),
    "it arrived twice": (lambda c: c.lines.append(c.lines[0]), "receipts", "other"),
}


@pytest.mark.parametrize(("change", "verdict", "how"), CHANGES.values(), ids=CHANGES.keys())
def test_what_is_amiss_is_found(change, verdict, how):
    found = changed(change)
    assert getattr(getattr(found, verdict), how), found


def test_who_was_quicker_than_his_telephone_may_have_heard_nothing_of_it():
    def quicker(crowd):
        crowd.inbox["wang"][0] |= {"delivered_at": "2", "read_at": "2"}
        crowd.rang["wang"].remove("n-n1-1")

    assert changed(quicker).messages.good


def test_what_was_called_out_after_its_sms_failed_has_arrived():
    def called(crowd):
        crowd.rang["wang"][0] = "n-n1-2"

    assert changed(called).messages.good


TELLING = {
    "source": "linli.notify",
    "detail-type": "NoticeRead",
    "detail": {"asked_by": "incidents"},
}
PATTERNS = [
    ({"source": ["linli.notify"], "detail-type": ["NoticeRead"]}, True),
    ({"source": [{"prefix": "linli."}], "detail-type": ["NoticeRead"]}, True),
    ({"source": [{"prefix": "aws."}], "detail-type": ["NoticeRead"]}, False),
    ({"source": ["linli.notify"], "detail-type": ["NoticeAsked"]}, False),
    (
        {"source": ["linli.notify"], "detail-type": ["NoticeRead"], "detail": {"asked_by": ["x"]}},
        False,
    ),
    (
        {
            "source": ["linli.notify"],
            "detail-type": ["NoticeRead"],
            "detail": {"asked_by": ["incidents"]},
        },
        True,
    ),
]


@pytest.mark.parametrize(("pattern", "hears"), PATTERNS)
def test_a_fact_is_delivered_again_to_those_alone_who_hear_it(pattern, hears):
    assert _matches(pattern, TELLING) == hears
