"""Update expressions in one pass: moto copies the tree of an expression for each request and walks
through it ten times. What this pass cannot do is done by moto, which also says what is wrong first.
"""

from functools import cache
from typing import Any

from moto.dynamodb import models
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.parsing import ast_nodes as nodes
from moto.dynamodb.parsing.executors import UpdateExpressionExecutor
from moto.dynamodb.parsing.validators import (
    ActionCountValidator,
    EmptyStringKeyValueValidator,
    ExecuteOperations,
    ExpressionPathResolver,
    OverlappingPathsValidator,
    TypeMismatchValidator,
    UpdateExpressionFunctionEvaluator,
    UpdateExpressionValidator,
    UpdateHashRangeKeyValidator,
)

ACTIONS = UpdateExpressionExecutor.execution_map
ARGUMENTS = (
    nodes.ExpressionAttributeValue,
    nodes.UpdateExpressionPath,
    nodes.UpdateExpressionFunction,
)
KEPT = (nodes.ExpressionValueOperator, str)  # a function's name is a text


def spare() -> None:
    setattr(models, "UpdateExpressionValidator", InOnePass)  # noqa: B010
    executor: Any = UpdateExpressionExecutor
    executor.get_specific_execution = lambda _, node: ACTIONS.get(type(node))


class InOnePass:
    def __init__(self, *known: Any, **named: Any) -> None:
        self.known, self.named = known, named

    def validate(self) -> Any:
        try:
            return resolved(*self.known, **self.named)
        except Exception:  # noqa: BLE001 - whatever it is, moto says it
            return UpdateExpressionValidator(*self.known, **self.named).validate()


def resolved(
    expression: Any,
    expression_attribute_names: dict[str, str] | None,
    expression_attribute_values: dict[str, Any],
    item: Any,
    table: Any,
) -> Any:
    """The actions of the expression, with values in place of all that stands for one."""
    names = expression_attribute_names or {}
    paths = ExpressionPathResolver(names)
    made = []
    for action in _actions(expression, tuple(names.items()), tuple(table.table_key_attrs)):
        path, *stands = action.children
        there = paths.resolve_expression_path(item, path)
        assert type(there) is nodes.DDBTypedValue or there.is_creatable()
        said = [_value(node, paths, expression_attribute_values, item) for node in stands]
        assert all(type(value) is nodes.DDBTypedValue for value in said)
        made.append(type(action)([path, *said]))
        if type(action) is nodes.UpdateExpressionSetAction:
            TypeMismatchValidator(table.attr).check_for_type_mismatch(made[-1])
            empty = EmptyStringKeyValueValidator(table.attribute_keys)
            empty.check_for_empty_string_key_value(made[-1])
    return nodes.UpdateExpression(made)


@cache
def _actions(
    expression: Any, names: tuple[tuple[str, str], ...], keys: tuple[str, ...]
) -> list[Any]:
    """Of an expression that is the same in many requests, looked at once; AssertionError or what
    moto raises if it is not as it should be.
    """
    known = dict(names)
    for check in (
        ActionCountValidator(),
        OverlappingPathsValidator(known),
        UpdateHashRangeKeyValidator(list(keys), known),
    ):
        check.traverse(expression)
    found: list[Any] = expression.find_clauses(list(ACTIONS))
    return found


def _value(node: Any, paths: Any, values: dict[str, Any], item: Any) -> Any:
    def operand(part: Any) -> Any:
        return part if isinstance(part, KEPT) else _value(part, paths, values, item)

    if type(node) is nodes.ExpressionAttributeValue:
        return nodes.DDBTypedValue(DynamoType(values[node.get_value_name()]))
    if type(node) is nodes.UpdateExpressionPath:
        return paths.resolve_expression_path(item, node)
    parts = [operand(part) for part in node.children]
    if type(node) is nodes.UpdateExpressionFunction:
        assert all(type(part) in ARGUMENTS for part in node.children[1:])
        function = UpdateExpressionFunctionEvaluator()
        return function.process_function(nodes.UpdateExpressionFunction(parts))
    assert type(node) is nodes.UpdateExpressionValue
    return ExecuteOperations().process_update_expression_value(nodes.UpdateExpressionValue(parts))
