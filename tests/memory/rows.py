"""Rows of moto's tables: copied when one is written into, not all of them before a transaction; and
looked for among those that have the key, not among all in their order.
"""

import copy
from collections.abc import Callable
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb import dynamodb_backends
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import Table

Method = Callable[..., Any]
Rows = dict[Any, dict[Any, Item]]


def spare() -> None:
    setattr(Item, "__deepcopy__", row)  # noqa: B010
    setattr(Table, "__deepcopy__", table)  # noqa: B010
    DynamoType.cast_value = property(text_as_it_is(DynamoType.cast_value.fget))
    DynamoDBBackend.update_item = apart(DynamoDBBackend.update_item)
    Table.put_item = partitioned(Table.put_item, lambda self, item: item[self.hash_key_attr])
    Table.delete_item = partitioned(Table.delete_item, lambda _, at: at)
    Table.query = narrowed(Table.query)


def tables() -> dict[str, Table]:
    """Of the tests' account and region, by name; forgotten where `mock_aws` ends."""
    found: dict[str, Table] = dynamodb_backends[DEFAULT_ACCOUNT_ID]["cn-north-1"].tables
    return found


def create(model: Any) -> None:
    """The model's table, empty. It is created once, which takes as long as three writes: others are
    copies of the first.
    """
    name = model.Meta.table_name
    if name not in _empty:
        model.create_table(billing_mode="PAY_PER_REQUEST")
        _empty[name] = copy.deepcopy(tables()[name])
    tables()[name] = copy.deepcopy(_empty[name])


_empty: dict[str, Table] = {}


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
    """It holds the same partitions and rows, of which none is written into from now on: see
    `partitioned` and `apart`.
    """
    made = copy.copy(self)
    made.items = copy.copy(self.items) if self.has_range_key else copy.deepcopy(self.items, memo)
    return made


def partitioned(write: Method, key: Method) -> Method:
    """What is put into a partition or taken out of it is so in a copy, which takes its place."""

    def write_item(self: Table, of: Any, *rest: Any, **more: Any) -> Any:
        _own(self, key(self, of))
        return write(self, of, *rest, **more)

    return write_item


def _own(of: Table, key: Any) -> None:
    at = key if isinstance(key, DynamoType) else DynamoType(key)
    if of.has_range_key and at in of.items:
        of.items[at] = copy.copy(of.items[at])


def apart(update: Method) -> Method:
    """An update of a row writes into a copy of it, which takes its place."""

    def update_item(self: Any, name: str, key: dict[str, Any], *rest: Any, **more: Any) -> Any:
        of = self.tables.get(name)
        if of and {of.hash_key_attr, of.range_key_attr} <= key.keys():
            _own(of, key[of.hash_key_attr])
            rows, at = of.items.get(DynamoType(key[of.hash_key_attr]), {}), key[of.range_key_attr]
            if before := rows.get(DynamoType(at)):
                rows[before.range_key] = row(before, {})
        return update(self, name, key, *rest, **more)

    return update_item


def narrowed(find: Method) -> Method:
    """Asks a table that holds no other rows."""

    def query(self: Table, hash_key: DynamoType, *rest: Any, **more: Any) -> Any:
        wanted = dict(more.get("hash_key_conditions") or ())
        if not (wanted and self.has_range_key):
            return find(self, hash_key, *rest, **more)
        some = copy.copy(self)
        whole = wanted.keys() == {self.hash_key_attr}
        some.items = {hash_key: self.items.get(hash_key, {})} if whole else _with(self, wanted)
        return find(some, hash_key, *rest, **more)

    return query


def _with(known: Table, wanted: dict[str, DynamoType]) -> Rows:
    def has(one: Item) -> bool:
        return all(name in one.attrs and one.attrs[name] == at for name, at in wanted.items())

    rows: Rows = known.items  # type: ignore[assignment]
    return {key: {at: one for at, one in some.items() if has(one)} for key, some in rows.items()}


def text_as_it_is(cast: Method) -> Method:
    """Of all that is compared with another most is text."""
    return lambda self: self.value if self.type == "S" else cast(self)
