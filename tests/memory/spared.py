"""Spares moto's tables work of which no test can see the outcome: half of what tests with a table
take. Each is held to what moto itself does by test_spared.py; with another moto nothing is spared.
"""

import copy
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from typing import Any

from moto.core import responses, serialize
from moto.dynamodb.exceptions import MockValidationException
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import Table
from moto.dynamodb.parsing import validators
from moto.dynamodb.parsing.ast_nodes import DepthFirstTraverser, Node
from moto.dynamodb.parsing.expressions import UpdateExpressionParser

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
        setattr(Item, "__deepcopy__", row)  # noqa: B010
        setattr(Table, "__deepcopy__", table)  # noqa: B010
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
    """Which kinds of node it looks at is asked once, not at each node."""
    wanted = tuple(self.nodes_to_be_processed())

    def visit(node: Any, child_id: int) -> Any:
        if not _is(type(node), Node):
            return node
        parent = node.parent
        for at, child in enumerate(node.children or ()):
            self.pre_processing_of_child(node, at)
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


def row(self: Item, memo: dict[int, Any]) -> Item:
    """What is no list or mapping is never written into, only replaced."""
    made: Item = Item.__new__(Item)
    made.hash_key, made.range_key = self.hash_key, self.range_key
    made.attrs = LimitedSizeDict.__new__(LimitedSizeDict)
    dict.update(made.attrs, {name: _attribute(one, memo) for name, one in self.attrs.items()})
    return made


def _attribute(one: DynamoType, memo: dict[int, Any]) -> DynamoType:
    return copy.deepcopy(one, memo) if isinstance(one.value, list | dict) else one


def table(self: Table, memo: dict[int, Any]) -> Table:
    """Before a transaction, lest it fails: its rows are copied, not how it is made."""
    made = copy.copy(self)
    made.items = copy.copy(self.items)
    for key, value in self.items.items():
        rows: Any = value
        if isinstance(rows, dict):
            made.items[key] = {at: row(one, memo) for at, one in rows.items()}
        else:
            made.items[key] = row(rows, memo)
    return made
