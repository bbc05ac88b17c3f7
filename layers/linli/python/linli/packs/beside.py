"""Rows that a batch of messages asks for, by the client that writes its packs: what pynamodb and
botocore do for each key takes longer than the call itself.
"""

import os
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from linli.model import Noun
from linli.table import Row

from .keeping import Key, client, named

N = TypeVar("N", bound=Noun)
AT_ONCE = 100  # the most that a call may ask for


def load_many(keys: Iterable[Key], model: type[N]) -> dict[str, N]:
    """As that of `linli.store`, of different keys."""
    return {pk: row.noun(model) for (pk, _), row in rows(keys).items()}


def item(pk: str, sk: str, noun: Noun, ends: datetime | None = None) -> dict[str, Any]:
    """A noun's row for `keeping.put_rows`: it replaces the one there, whichever its version."""
    texts = {"pk": pk, "sk": sk, "body": noun.model_dump_json(exclude={"version"})}
    numbers = {"version": 1, **({"expires": int(ends.timestamp())} if ends else {})}
    return {
        **{name: {"S": text} for name, text in (texts | {"commit": "batch"}).items()},
        **{name: {"N": str(number)} for name, number in numbers.items()},
    }


def rows(keys: Iterable[Key]) -> dict[Key, Row]:
    """Those that exist of different keys, read consistently, a hundred in each call."""
    table, found, asked = os.environ["TABLE"], list[dict[str, Any]](), [*map(named, keys)]
    for start in range(0, len(asked), AT_ONCE):
        wanted: Any = {"Keys": asked[start : start + AT_ONCE], "ConsistentRead": True}
        while wanted:  # each answer has some of them, or is an error
            answer = client().batch_get_item(RequestItems={table: wanted})
            found += answer["Responses"].get(table, [])
            wanted = answer["UnprocessedKeys"].get(table)
    return {(row.pk, row.sk): row for row in map(Row.from_raw_data, found)}
