"""Reading nouns: one by its key, many by their keys, a partition in order, a page of a list."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Generic, NamedTuple, TypeVar

from pynamodb.expressions.condition import Condition

from linli.errors import NotFound
from linli.model import Noun
from linli.table import Listed, Row

N = TypeVar("N", bound=Noun)


class Page(NamedTuple, Generic[N]):
    """One page of a list; `next` is the `after` of the following page, None on the last."""

    items: list[N]
    next: str | None


def load(pk: str, sk: str, model: type[N]) -> N:
    """The noun of this key, read consistently. NotFound if there is none."""
    try:
        return Row.get(pk, sk, consistent_read=True).noun(model)
    except Row.DoesNotExist as error:
        raise NotFound from error  # without the key: an answer must not reveal what does not exist


def find(pk: str, sk: str, model: type[N]) -> N | None:
    """As `load`, but None if there is none."""
    with suppress(NotFound):
        return load(pk, sk, model)
    return None


def load_many(keys: Iterable[tuple[str, str]], model: type[N]) -> dict[str, N]:
    """The nouns that exist of these keys, by pk; a hundred keys cost one call."""
    rows = Row.batch_get(list(dict.fromkeys(keys)), consistent_read=True)
    return {row.pk: row.noun(model) for row in rows}


def there(keys: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which of these keys exist; a hundred keys cost one call."""
    wanted = list(dict.fromkeys(keys))
    rows = Row.batch_get(wanted, consistent_read=True, attributes_to_get=["pk", "sk"])
    return {(row.pk, row.sk) for row in rows}


def partition(
    pk: str,
    model: type[N],
    *,
    starts: str = "",
    after: str = "",
    until: str = "",
    limit: int | None = 100,
    newest: bool = False,
) -> list[N]:
    """The nouns of a partition whose sort key begins with `starts`, or is after `after` and not
    beyond `until`, by ascending sort key.

    `limit` None reads all. `newest` reverses the order, of a whole partition without `starts`.
    """
    where: Condition | None = Row.sk.startswith(starts) if starts else None
    if after:
        rest = Row.sk.between(after + "\0", until or starts + "\U0010ffff")
        where = Row.sk < after if newest else rest
    rows = Row.query(pk, where, consistent_read=True, limit=limit, scan_index_forward=not newest)
    return [row.noun(model) for row in rows]


def listing(
    name: str,
    model: type[N],
    *,
    starts: str = "",
    after: str = "",
    limit: int = 50,
    newest: bool = False,
) -> Page[N]:
    """A page of the list `name`, by ascending sort key; eventually consistent (an index).

    `starts` keeps sort keys with that prefix, and excludes `newest`, which reverses the order.
    """
    where: Condition | None = None
    if starts:
        begin, end = max(after + "\0", starts), starts + "\U0010ffff"
        if begin > end:
            return Page([], None)
        where = Listed.listed.between(begin, end)
    elif after:
        where = Listed.listed < after if newest else Listed.listed > after
    rows = list(Row.by_list.query(name, where, limit=limit + 1, scan_index_forward=not newest))
    more = len(rows) > limit
    items = [row.noun(model) for row in rows[:limit]]
    return Page(items, rows[limit - 1].listed if more else None)


def every(page: Callable[[str], Page[N]], after: str = "") -> Iterator[N]:
    """The nouns of a whole list, of which `page(after)` reads a page; each is read once it is asked
    for.
    """
    rest: str | None = after
    while rest is not None:
        found = page(rest)
        yield from found.items
        rest = found.next
