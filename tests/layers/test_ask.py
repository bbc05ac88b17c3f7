"""A question from one feature to another, through what the two would send each other."""

import json
from io import BytesIO

import pytest
from pydantic import BaseModel

from tests.conftest import CONTEXT


class Reach(BaseModel):
    name: str
    languages: tuple[str, ...] = ("zh",)


@pytest.fixture
def answers():
    from linli.answers import Answers
    from linli.errors import NotFound, Refused, TooMany

    answers = Answers()

    @answers.to("notify", "facilities")
    def reach(person: str) -> Reach:
        if person == "nobody":
            raise NotFound
        return Reach(name=person)

    @answers.to("facilities")
    def count(times: int = 1) -> int:
        if times > 10:
            raise TooMany(7)
        if times < 0:
            raise Refused("not-so-few", status=409)
        return times

    @answers.to("facilities")
    def breaks() -> None:
        Reach.model_validate({})

    @answers.to("notify")
    def secret() -> str:
        return "for notify only"

    return answers


@pytest.fixture
def ask(answers, monkeypatch):
    """ask(…) as the feature facilities, whose invocations arrive at the answers above."""
    from linli import ask, aws

    sent = []

    class Lambda:
        def invoke(self, **asked):
            sent.append(asked)
            try:
                said = answers.handler(json.loads(asked["Payload"]), CONTEXT)
            except ValueError:
                return {"FunctionError": "Unhandled", "Payload": BytesIO(b'{"errorMessage":"x"}')}
            return {"Payload": BytesIO(json.dumps(said).encode())}

    monkeypatch.setattr(aws, "client", lambda service, **_: Lambda())
    ask.ask.__dict__["sent"] = sent
    return ask.ask


def test_an_answer_comes_back_as_plain_data(ask):
    assert ask("accounts", "reach", person="wang") == {"name": "wang", "languages": ["zh"]}
    assert ask("accounts", "count") == 1
    assert [one["FunctionName"] for one in ask.sent] == ["linli-test-accounts-answers"] * 2


@pytest.mark.parametrize(
    ("question", "given", "code", "status"),
    [
        ("reach", {"person": "nobody"}, "not-found", 404),
        ("count", {"times": -1}, "not-so-few", 409),
        ("reach", {}, "invalid", 422),
        ("reach", {"person": "wang", "more": 1}, "invalid", 422),
        ("count", {"times": "many"}, "invalid", 422),
        ("secret", {}, "forbidden", 403),
        ("unheard_of", {}, "forbidden", 403),
        ("_run", {}, "forbidden", 403),
    ],
)
def test_a_refusal_is_an_answer(ask, question, given, code, status):
    from linli.errors import Refused

    with pytest.raises(Refused) as refusal:
        ask("accounts", question, **given)
    assert (refusal.value.code, refusal.value.status) == (code, status)


def test_too_many_says_when_to_ask_again(ask):
    from linli.errors import TooMany

    with pytest.raises(TooMany) as refusal:
        ask("accounts", "count", times=11)
    assert refusal.value.retry_after_seconds == 7


def test_what_fails_while_answering_fails_and_is_no_refusal(ask):
    with pytest.raises(RuntimeError, match="accounts failed to answer breaks"):
        ask("accounts", "breaks")


def test_nothing_that_is_asked_is_written_down(ask, logged):
    from linli.errors import Refused

    ask("accounts", "reach", person="+8617000000001")
    with pytest.raises(Refused):
        ask("accounts", "count", times="call +8617000000002")
    assert '"answered"' in logged()
    assert '"refused"' in logged()
    assert "8617000" not in logged()


@pytest.mark.parametrize("event", [{}, {"asking": "facilities"}, {"question": ["reach"]}])
def test_what_is_no_question_is_refused(answers, event):
    assert answers.handler(event, CONTEXT) == {"refused": {"code": "forbidden", "status": 403}}


def test_a_call_that_only_warms_asks_nothing(answers):
    assert answers.handler({"warm": 1}, CONTEXT) == {"warm": 1}


def test_a_question_is_asked_once(ask):
    from linli.ask import HOW

    assert HOW.retries == {"total_max_attempts": 1}
