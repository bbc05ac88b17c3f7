"""Spares moto's tables work of which no test can see the outcome: half of what tests with a table
take. Each is held to what moto itself does by test_spared.py; with another moto nothing is spared.
"""

import copy
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from typing import Any

from moto.core import models, responses, serialize
from moto.core.serialize import JSONSerializer
from moto.dynamodb.exceptions import MockValidationException
from moto.dynamodb.parsing import validators
from moto.dynamodb.parsing.ast_nodes import DepthFirstTraverser, Node
from moto.dynamodb.parsing.expressions import UpdateExpressionParser

from tests.memory import rows

KNOWN = "5.2.5"
Keys = Callable[[Any, Any], Any]


def spare() -> bool:
    known = version("moto") == KNOWN
    if known:
        for picker in (serialize.AttributePicker, serialize.XFormedAttributePicker):
            setattr(picker, "get_possible_keys", remembered(picker.get_possible_keys))  # noqa: B010
        responses.method_names_from_class = cache(responses.method_names_from_class)
        UpdateExpressionParser.make = staticmethod(cache(UpdateExpressionParser.make))
        DepthFirstTraverser.traverse = traverse
        for whole in (validators.ActionCountValidator, validators.OverlappingPathsValidator):
            whole.traverse = at_its_top
        setattr(Node, "__deepcopy__", tree)  # noqa: B010
        JSONSerializer._serialize_type_structure = said(JSONSerializer._serialize_type_structure)
        models.RESPONSES_METHODS.clear()  # nobody here asks by `requests`
        rows.spare()
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


def traverse(self: Any, root: Any) -> Any:
    """Which kinds of node it looks at, and whether at their parents first, is asked once."""
    wanted = tuple(self.nodes_to_be_processed())
    first: Any = self.pre_processing_of_child
    looks = type(self).pre_processing_of_child is not DepthFirstTraverser.pre_processing_of_child

    def visit(node: Any, child_id: int) -> Any:
        parent = node.parent
        for at, child in enumerate(node.children or ()):
            if looks:
                first(node, at)
            if _is(type(child), Node):
                visit(child, at)
        if _is(type(node), wanted):
            node = self.process(node)
            node.parent = parent
            if parent:
                parent.children[child_id] = node
        return node

    return visit(root, -1)


@cache
def _is(kind: type, wanted: Any) -> bool:
    return issubclass(kind, wanted)


def at_its_top(self: Any, root: Any) -> Any:
    """The whole counts its parts, and they would count theirs again, which are fewer. What is too
    much of is named by the least part in which it is.
    """
    try:
        return self.process(root)
    except MockValidationException:
        return traverse(self, root)


def tree(self: Node, memo: dict[int, Any]) -> Node:
    """Of an expression, which is the same in each request but for what is put in its places."""
    made: Node = object.__new__(type(self))
    vars(made).update(vars(self))
    if self.children is not None:
        made.children = [_branch(child, made, memo) for child in self.children]
    return made


def _branch(child: Any, parent: Node, memo: dict[int, Any]) -> Any:
    if not _is(type(child), Node):
        return copy.deepcopy(child, memo)
    made = tree(child, memo)
    made.parent = parent
    return made


def said(whole: Keys) -> Keys:
    """A value of a row has one kind of ten: the others are not looked for."""

    def serialize_structure(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name != "AttributeValue" or type(value) is not dict:
            return whole(self, serialized, value, shape, key)
        [kind] = value
        made: dict[str, Any] = {}
        self._serialize_structure_member(made, value, shape.members[kind], kind)
        return self._default_serialize(serialized, made, shape, key)

    return serialize_structure
