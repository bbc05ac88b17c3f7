"""What every batch asks for is asked as pynamodb would ask, and until all of it was answered."""

from types import SimpleNamespace

import pytest

KEYS = [("watch#井1", "watch"), ("watch#2", "watch"), ("watch#3", "watch")]


@pytest.fixture
def kept(row):
    """Two of the three."""
    from linli.alarms.watched import Watched
    from linli.store import Write, commit

    for pk, sk in KEYS[:2]:
        commit(Write(pk, sk, Watched(community="140105001001")))
    return {pk: Watched(community="140105001001", version=1) for pk, _ in KEYS[:2]}


def test_what_is_there_is_found_as_the_store_finds_it(kept):
    from linli import store
    from linli.alarms.watched import Watched
    from linli.packs import beside

    assert beside.load_many(KEYS, Watched) == store.load_many(KEYS, Watched) == kept


def test_keys_go_out_as_botocore_would_write_them(sent):
    from linli.packs import keeping

    wanted = {"Keys": [keeping.named(key) for key in KEYS], "ConsistentRead": True}
    asked = {"RequestItems": {"t": wanted}}
    assert sent("BatchGetItem", asked) == [asked, asked]


def test_what_was_left_unread_is_asked_for_again(kept, monkeypatch):
    from linli.alarms.watched import Watched
    from linli.packs import beside, keeping

    through, asked = keeping.client(), []

    def one(RequestItems):  # noqa: N803 - as DynamoDB names it
        [(table, wanted)] = RequestItems.items()
        first, left = wanted["Keys"][:1], wanted["Keys"][1:]
        asked.append(first[0]["pk"]["S"])
        answer = through.batch_get_item(RequestItems={table: wanted | {"Keys": first}})
        return answer | {"UnprocessedKeys": {table: wanted | {"Keys": left}} if left else {}}

    monkeypatch.setattr(beside, "client", lambda: SimpleNamespace(batch_get_item=one))
    assert beside.load_many(KEYS, Watched) == kept
    assert asked == [pk for pk, _ in KEYS]


def test_more_than_a_call_may_ask_for_are_asked_for_in_several(row):
    from linli import store
    from linli.alarms.watched import Watched
    from linli.packs import beside

    keys = [(f"watch#{number}", "watch") for number in range(201)]
    for pk, sk in keys:
        store.commit(store.Write(pk, sk, Watched(community="140105001001")))
    assert beside.load_many(keys, Watched) == store.load_many(keys, Watched)
    assert len(beside.load_many(keys, Watched)) == len(keys)
