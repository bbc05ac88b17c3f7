"""Lambda entry for questions of other features: each question is a function that names who may ask.

The template ensures that the asking feature is who it claims to be: only the features named in the
owner's stack may invoke this function.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError, validate_call
from pydantic_core import to_jsonable_python

from linli.errors import Forbidden, Invalid, Refusal, TooMany
from linli.observe import entry, logger

F = TypeVar("F", bound=Callable[..., Any])


class Question(NamedTuple):
    answer: Callable[..., Any]
    who: frozenset[str]


class Answers:
    """A refusal is returned as an answer; any other exception fails the asker's invocation."""

    def __init__(self) -> None:
        self.questions: dict[str, Question] = {}
        self.handler = entry(self._run)

    def to(self, *features: str) -> Callable[[F], F]:
        def register(answer: F) -> F:
            self.questions[answer.__name__] = Question(validate_call(answer), frozenset(features))
            return answer

        return register

    def _run(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        asking, name = str(event.get("asking")), str(event.get("question"))
        question = self.questions.get(name)
        try:
            if question is None or asking not in question.who:
                raise Forbidden
            answer = _answered(question, event.get("with") or {})
        except Refusal as refusal:
            logger.info("refused", code=refusal.code, asking=asking)
            return {"refused": _told(refusal)}
        logger.info("answered", question=name, asking=asking)
        return {"answer": to_jsonable_python(answer)}


def _answered(question: Question, given: Any) -> Any:
    """The function's answer, once its arguments have been validated."""
    try:
        return question.answer(**given)
    except ValidationError as error:
        if error.title != question.answer.__qualname__:  # raised deeper within
            raise
        raise Invalid("invalid") from None


def _told(refusal: Refusal) -> dict[str, Any]:
    told: dict[str, Any] = {"code": refusal.code, "status": refusal.status}
    if isinstance(refusal, TooMany):
        told["retry_after"] = refusal.retry_after_seconds
    return told
