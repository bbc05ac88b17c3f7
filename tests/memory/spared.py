"""Spares moto's tables work of which no test can see the outcome: half of what tests with a table
take. Each is held to what moto itself does by test_spared.py; with another moto nothing is spared.
"""

from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from typing import Any
from uuid import uuid4

from botocore import parsers
from moto.core import models, parse, responses, serialize
from moto.core.serialize import JSONSerializer
from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.parsing.ast_nodes import Expression, Node, UpdateExpressionFunction
from moto.dynamodb.parsing.expressions import UpdateExpressionParser

from tests.memory import rows, updates

KNOWN = "5.2.5"
Keys = Callable[[Any, Any], Any]
Method = Callable[[Any], Any]


def spare() -> bool:
    known = version("moto") == KNOWN
    if known:
        for picker in (serialize.AttributePicker, serialize.XFormedAttributePicker):
            setattr(picker, "get_possible_keys", remembered(picker.get_possible_keys))  # noqa: B010
        responses.method_names_from_class = cache(responses.method_names_from_class)
        UpdateExpressionParser.make = staticmethod(cache(UpdateExpressionParser.make))
        JSONSerializer._serialize_type_structure = said(JSONSerializer._serialize_type_structure)
        models.RESPONSES_METHODS.clear()  # nobody here asks by `requests`
        asked: Any = parse.BaseJSONParser
        asked._parse_structure = text_alone(asked._parse_structure)
        answered: Any = parsers.BaseJSONParser
        answered._handle_structure = text_alone(answered._handle_structure)
        responses.gen_amzn_requestid_long = numbered
        Node.find_clauses = clauses
        parser: Any = ConditionExpressionParser
        parser._lex_condition_expression = read_once(parser._lex_condition_expression)
        rows.spare()
        updates.spare()
    return known


def remembered(find: Keys) -> Keys:
    """By which names a member of an answer may be found; of plain mappings it is its shape's."""
    known: dict[tuple[Any, ...], tuple[str, ...]] = {}

    def get_possible_keys(self: Any, context: Any) -> Any:
        if type(context.obj) is not dict:
            return find(self, context)
        asked = (*self.alias_providers, context.key, context.shape)
        if asked not in known:
            known[asked] = tuple(find(self, context))
        return known[asked]

    return get_possible_keys


def clauses(self: Any, wanted: list[type]) -> list[Any]:
    found = []
    for child in self.children or ():
        if type(child) in wanted:
            found.append(child)
        elif _is(type(child), (Expression, UpdateExpressionFunction)):
            found += clauses(child, wanted)
    return found


@cache
def _is(kind: type, wanted: Any) -> bool:
    return issubclass(kind, wanted)


def read_once(read: Method) -> Method:
    """The words of a condition, which is the same in each request but for its values."""
    known: dict[str, Any] = {}

    def lex(self: Any) -> Any:
        said = self.condition_expression
        if said not in known:
            known[said] = read(self)
        return known[said].copy()

    return lex


def text_alone(whole: Callable[[Any, Any, Any], Any]) -> Callable[[Any, Any, Any], Any]:
    """A value of a row that is a text is what it is in JSON."""

    def structure(self: Any, shape: Any, value: Any) -> Any:
        if shape.name == "AttributeValue" and type(value) is dict and value.keys() == {"S"}:
            return dict(value)
        return whole(self, shape, value)

    return structure


def numbered(headers: dict[str, Any]) -> str:
    """The request's id, which moto rolls fifty dice for."""
    headers["x-amzn-requestid"] = made = uuid4().hex
    return made


def said(whole: Keys) -> Keys:
    """A value of a row has one kind of ten: the others are not looked for."""

    def serialize_structure(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name != "AttributeValue" or type(value) is not dict:
            return whole(self, serialized, value, shape, key)
        [kind] = value
        made = dict(value) if kind == "S" else {}
        if not made:
            self._serialize_structure_member(made, value, shape.members[kind], kind)
        return self._default_serialize(serialized, made, shape, key)

    return serialize_structure
