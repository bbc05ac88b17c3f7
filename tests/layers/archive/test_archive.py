"""A day is archived when it can change no more, compared with its rows, and comes back whole."""

import gzip
import json

import pytest

DAY = 24 * 60
SETTLED = 9 * DAY + 10  # minutes, when nothing of the first day can come


def speak(town):
    for thing in ("TX-1", "TX-2", "TX-3"):
        for n in range(4):
            town.hear(thing, (n * 100, n), (n * 100 + 30, n))
    town.hear("TX-1", (-3000, 7), (DAY - 5, 8))  # wide
    town.hear("TX-1", (DAY - 5, 1), (DAY + 5, 2))  # dated of the next
    town.hear("TX-9", (DAY + 5, 2))


def test_nothing_is_archived_while_anything_can_come(town, bucket):
    speak(town)
    town.walk(9 * DAY - 10)
    assert town.date(0) not in " ".join(bucket())


def test_a_day_is_archived_whole_and_compared(town, bucket, packs):
    speak(town)
    town.walk(8 * DAY)
    town.walk(SETTLED)
    files = {key: data for key, data in bucket().items() if f"/{town.date(0)}/" in key}
    manifest = json.loads(files.pop(f"facilities/{town.date(0)}/manifest.json"))
    lines = [line for data in files.values() for line in gzip.decompress(data).splitlines()]
    kept = sorted((one["pk"], one["sk"]) for one in map(json.loads, lines))
    assert len(kept) == manifest["packs"] == 13
    assert set(kept) == {key for key in packs() if key[0] != "pack#TX-9"} - {packs()[4]}
    assert {file["key"] for file in manifest["files"]} == set(files)
    day = town.ask("compare")
    assert (day["packs"], day["wrong"]) == (13, [])
    assert day["compared_at"]


def test_archived_again_it_is_the_same_bytes(town, bucket):
    speak(town)
    town.walk(8 * DAY)
    town.walk(SETTLED)
    once = bucket()
    town.ask("archive")
    assert bucket() == once


def test_what_is_lost_is_found_by_comparing_and_comes_back(town, packs, lose):
    speak(town)
    town.ask("archive")
    whole = town.history("TX-1", "raw", 0, DAY)
    before, gone = packs(), packs()[1:4]
    lose(*gone)
    assert town.history("TX-1", "raw", 0, DAY) != whole
    assert town.ask("compare")["wrong"]
    town.ask("restore")
    assert packs() == before
    assert town.history("TX-1", "raw", 0, DAY) == whole


def test_one_thing_comes_back_alone(town, packs, lose):
    speak(town)
    town.ask("archive")
    before = packs()
    lose(*before)
    town.ask("restore", thing="TX-2")
    assert packs() == [key for key in before if key[0] == "pack#TX-2"]


def test_what_comes_back_does_not_expire_at_once(town, row, lose, packs):
    from datetime import UTC, datetime, timedelta

    speak(town)
    town.ask("archive")
    [first, *_] = packs()
    assert row.get(*first, attributes_to_get=["expires"]).expires
    row(*first).update([row.expires.set(1)])
    town.ask("archive")
    lose(first)
    town.ask("restore")
    expires = datetime.fromtimestamp(row.get(*first, attributes_to_get=["expires"]).expires, UTC)
    assert expires > datetime.now(UTC) + timedelta(days=29)


def test_it_comes_back_without_anything_else_of_the_table(town, row, packs):
    speak(town)
    town.ask("archive")
    before = [key for key in packs() if key[0] != "pack#TX-9"]
    for one in list(row.scan(attributes_to_get=["pk", "sk"])):
        row(one.pk, one.sk).delete()
    town.ask("restore")
    assert set(packs()) == set(before) - {before[4]}


def test_a_file_that_was_tampered_with_does_not_come_back(town, bucket):
    from linli.archive import bucket as files

    speak(town)
    town.ask("archive")
    [key, *_] = [key for key in bucket() if key.endswith(".gz")]
    files.put(key, gzip.compress(b"{}"), "application/gzip")
    assert key in town.ask("compare")["wrong"]
    with pytest.raises(ValueError, match="not as it was archived"):
        town.ask("restore")


def test_what_is_wrong_is_archived_again_by_the_next_walk(town, bucket):
    from linli.archive import bucket as files

    speak(town)
    town.walk(8 * DAY)
    town.walk(SETTLED)
    once = bucket()
    [key, *_] = [key for key in once if key.endswith(".gz") and town.date(0) in key]
    files.put(key, b"", "application/gzip")
    assert town.ask("compare")["wrong"] == [key]
    town.walk()
    assert bucket() == once
    assert town.ask("compare")["wrong"] == []


def test_what_comes_after_that_from_the_dead_letters_is_archived_too(town, bucket):
    speak(town)
    town.walk(8 * DAY)
    town.walk(SETTLED)
    once = bucket()
    town.hear("TX-2", (700, 3))
    town.walk(SETTLED + 9)
    assert bucket() == once
    town.walk(SETTLED + 10)
    again = bucket()
    assert again.keys() == once.keys()
    assert again != once
    assert town.ask("compare")["packs"] == 14


def test_what_a_person_wears_is_not_archived(town, bucket):
    town.hear("WR-1", (1, 2))
    assert town.ask("archive") is None
    assert bucket() == {}
    for n in range(16):
        town.hear(f"TX-{n}", (1, 2))
    assert town.ask("archive")["packs"] == 16
    assert town.ask("compare")["wrong"] == []


def test_large_shards_are_several_files_and_stay_the_same(town, bucket, monkeypatch):
    from linli.archive import writing

    for n in range(40):
        town.hear(f"TX-{n}", (n, n))
    monkeypatch.setattr(writing, "LARGE", 100)
    town.ask("archive")
    once = bucket()
    assert 20 < len(once) <= 41
    town.ask("archive")
    assert bucket() == once
    assert town.ask("compare")["wrong"] == []
    monkeypatch.setattr(writing, "LARGE", 400)
    assert town.ask("archive")["packs"] == 40
    assert town.ask("compare")["wrong"] == []


def test_a_day_whose_rows_expire_is_not_archived_again(town, bucket, monkeypatch, lose, packs):
    from linli.archive import writing

    speak(town)
    town.ask("archive")
    once, before = bucket(), packs()
    lose(*before[::2])
    monkeypatch.setattr(writing, "expires", lambda day, kept: True)
    town.ask("archive")
    assert bucket() == once
    assert town.ask("compare")["wrong"] == []
    town.ask("restore")
    assert len(packs()) >= len(before) - 1


def test_what_has_no_manifest_is_not_said_to_be_brought_back(town):
    with pytest.raises(ValueError, match="no manifest of that day"):
        town.ask("restore", day=300)


def test_what_nobody_can_do_is_refused_and_brings_nothing_back(town):
    with pytest.raises(KeyError):
        town.ask("mend")


@pytest.mark.parametrize("said", [None, b"", b'{"files": []}'])
def test_a_manifest_that_is_lost_or_another_is_found_and_made_again(town, bucket, said):
    """By it alone a day comes back."""
    from linli.archive import bucket as files

    speak(town)
    town.walk(8 * DAY)
    town.walk(SETTLED)
    once = bucket()
    [key] = [key for key in once if key.endswith("manifest.json") and town.date(0) in key]
    if said is None:
        files._client().delete_object(Bucket=files.BUCKET, Key=key)
    else:
        files.put(key, said, "application/json")
    assert town.ask("compare")["wrong"] == [key]
    town.walk()
    assert bucket() == once
    assert town.ask("compare")["wrong"] == []
