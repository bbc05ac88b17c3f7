"""An import from the file to the ledger: checked, applied, resumed, cancelled; counts add up."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import CONTEXT
from tests.functions.facilities.imports.tables import HERE, THERE, line, table
from tests.gateway import event

GRID = f"{HERE}003"


def apply(ask, job, sub="founder", **body):
    return ask("POST", f"imports/{job['id']}/applications", body, sub=sub)


def history(ask, asset_id):
    return ask("GET", f"assets/{asset_id}/history")[1]["items"]


def adds_up(shown):
    assert sum(shown["preview"].values()) == shown["read"]
    if shown["applied_at"]:
        assert sum(shown["counts"].values()) == shown["rows"]
    return shown["counts"]


def test_a_table_is_checked_and_then_applied(ask, send, drive, show, started):
    job = send()
    assert (job["stage"], started) == ("reading", [(job["id"], 1)])
    assert drive(job["id"]) == "checked"
    shown = show(job["id"])
    assert (shown["rows"], shown["preview"]["new"], shown["percent"]) == (3, 3, 100)
    assert ask("GET", "assets/MH-00001")[0] == 404  # nothing is changed yet
    status, answer = apply(ask, job)
    assert (status, answer["stage"]) == (201, "applying")
    assert started[-1] == (job["id"], 2)
    assert drive(job["id"]) == "applied"
    counts = adds_up(show(job["id"]))
    assert (counts["created"], counts["waiting"]) == (3, 0)
    [entry] = history(ask, "MH-00002")
    assert (entry["what"], entry["by"], entry["about"]) == (
        "registered",
        "founder",
        f"{job['id']}-3",
    )


def test_what_is_known_is_compared(ask, send, drive, show, register):
    register("MH-00001", "manhole", name="1号井盖", address="学府街1号")
    register("MH-00002", "manhole", name="旧名", address="学府街2号", maker="甲", building="3号楼")
    register("MH-00003", "hydrant")
    register("MH-00004", "manhole", community=THERE)
    lines = [line(n, 纬度="37.79", 经度="112.55", 楼栋="") for n in range(1, 6)]
    lines[0].pop("楼栋")
    job = send(lines)
    drive(job["id"])
    assert show(job["id"])["preview"] == {
        "new": 1,
        "different": 1,
        "same": 1,
        "wrong": 2,
        "duplicate": 0,
    }
    rows = {one["id"]: one for one in show(job["id"], "/rows")["items"]}
    assert rows["MH-00002"]["changes"] == ["name", "building"]
    assert rows["MH-00003"]["problems"][0]["code"] == "another-kind"
    assert rows["MH-00004"]["problems"][0]["code"] == "already-registered"
    apply(ask, job, skip_errors=True)
    drive(job["id"])
    assert adds_up(show(job["id"])) == {
        "created": 1,
        "changed": 1,
        "same": 1,
        "skipped": 2,
        "failed": 0,
        "waiting": 0,
    }
    changed = ask("GET", "assets/MH-00002")[1]
    assert (changed["name"], changed["maker"], changed["building"]) == ("2号井盖", "甲", None)
    assert history(ask, "MH-00002")[-1]["changes"] == [
        {"field": "name", "before": "旧名", "after": "2号井盖"},
        {"field": "building", "before": "3号楼", "after": None},
    ]
    assert len(history(ask, "MH-00001")) == 1


def test_errors_hold_all_up_unless_somebody_says_to_skip_them(ask, send, drive, show):
    lines = [line(1), line(2, 纬度="x"), line(3), line(1, 名称="又一个"), line(5, 类型="树")]
    job = send(lines)
    drive(job["id"])
    shown = show(job["id"])
    assert (shown["preview"]["wrong"], shown["preview"]["duplicate"]) == (2, 1)
    status, problem = apply(ask, job)
    assert (status, problem["code"], problem["count"]) == (409, "import-has-errors", 3)
    assert show(job["id"])["stage"] == "checked"
    wrong = show(job["id"], "/rows", which="errors")["items"]
    assert [(one["row"], one["problems"][0]["code"]) for one in wrong] == [
        (3, "not-a-latitude"),
        (5, "duplicate"),
        (6, "not-a-kind"),
    ]
    assert wrong[1]["problems"][0]["zh"] == "与第 2 行重复"
    assert apply(ask, job, skip_errors=True)[0] == 201
    assert drive(job["id"]) == "applied"
    counts = adds_up(show(job["id"]))
    assert (counts["created"], counts["skipped"]) == (2, 3)
    assert ask("GET", "assets/MH-00001")[1]["name"] == "1号井盖"


@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_a_worker_that_dies_is_followed_by_one_that_goes_on(
    ask, send, drive, show, monkeypatch, told, rounds
):
    from functions.facilities.imports import rounds as rounds_
    from functions.facilities.imports import store

    monkeypatch.setattr(rounds_, "LONG", 0)  # one page a round
    lines = [line(n, **({"纬度": "x"} if n % 11 == 0 else {})) for n in range(1, 151)]
    job = send(lines)
    drive(job["id"], rounds)
    sweep_later(job["id"])
    assert drive(job["id"]) == "checked"
    apply(ask, job, skip_errors=True)
    drive(job["id"], rounds)
    half = show(job["id"])
    assert 0 < half["counts"]["waiting"] < 150
    adds_up(half)
    sweep_later(job["id"])
    assert store.job(job["id"]).generation == 4
    assert drive(job["id"], generation=3) == "superseded"
    assert show(job["id"])["counts"] == half["counts"]
    assert drive(job["id"]) == "applied"
    counts = adds_up(show(job["id"]))
    assert (counts["created"], counts["skipped"]) == (137, 13)
    assert all(len(history(ask, f"MH-{n:05}")) == 1 for n in (1, 33 + 1, 65, 150))


def sweep_later(import_id):
    """Its execution is gone and its due over: the sweeper starts another."""
    from functions.facilities import sweeper
    from functions.facilities.imports import store
    from linli import workflow

    job = store.job(import_id)
    store.save(job.model_copy(update={"due": datetime.now(UTC) - timedelta(seconds=1)}))
    patch = pytest.MonkeyPatch()
    patch.setattr(workflow, "runs", lambda machine, noun: False)
    answer = sweeper.handler({}, CONTEXT)
    patch.undo()
    assert (answer["driven"], answer["failed"]) == (1, 0)


def test_a_page_whose_write_failed_is_done_once(ask, send, drive, show, monkeypatch):
    from functions.facilities.imports import store

    job = send([line(n) for n in range(1, 41)])
    drive(job["id"])
    apply(ask, job)
    apply_, once = store.apply, iter([True])

    def broken(passed, writes):
        writes = list(writes)
        apply_(passed, writes)
        if next(once, False):
            raise RuntimeError("the worker was killed before it could say so")

    monkeypatch.setattr(store, "apply", broken)
    with pytest.raises(RuntimeError):
        drive(job["id"])
    assert drive(job["id"]) == "applied"
    assert adds_up(show(job["id"]))["created"] == 40


def test_who_edits_an_asset_while_it_is_applied_is_not_overwritten(
    ask, send, drive, show, register, monkeypatch
):
    from functions.facilities.assets import store as assets

    register("MH-00001", "manhole", name="旧名")
    job = send()
    drive(job["id"])
    apply(ask, job)
    known, once = assets.known, iter([True])

    def meanwhile(ids):
        found = known(ids)
        if next(once, False):
            card = {"name": "人改的", "point": {"lat": 37.79, "lon": 112.55}, "address": "x"}
            assert ask("PUT", "assets/MH-00001", {**card, "maker": "丙"}, If_Match=1)[0] == 200
        return found

    monkeypatch.setattr(assets, "known", meanwhile)
    assert drive(job["id"]) == "applied"
    counts = adds_up(show(job["id"]))
    assert (counts["created"], counts["failed"]) == (2, 1)
    assert [entry["what"] for entry in history(ask, "MH-00001")] == ["registered", "revised"]
    kept = ask("GET", "assets/MH-00001")[1]
    assert (kept["name"], kept["maker"]) == ("人改的", "丙")


def test_what_somebody_has_corrected_since_the_preview_is_left_so(ask, send, drive, show, register):
    register("MH-00001", "manhole", name="旧名")
    register("MH-00003", "manhole", name="3号井盖", address="学府街3号")
    job = send()
    drive(job["id"])
    card = {"point": {"lat": 37.79, "lon": 112.55}, "address": "x"}
    for asset_id in ("MH-00001", "MH-00003"):  # one that would change, and one that would not
        edit = {**card, "name": "人改的"}
        assert ask("PUT", f"assets/{asset_id}", edit, If_Match=1)[0] == 200
    apply(ask, job)
    assert drive(job["id"]) == "applied"
    counts = adds_up(show(job["id"]))
    assert (counts["created"], counts["failed"]) == (1, 2)
    failed = show(job["id"], "/rows", which="failed")["items"]
    assert [(one["row"], one["problems"][0]["code"]) for one in failed] == [
        (2, "changed-since-preview"),
        (4, "changed-since-preview"),
    ]
    assert {ask("GET", f"assets/MH-0000{n}")[1]["name"] for n in (1, 3)} == {"人改的"}

    anew = {"community": HERE, "upload": show(job["id"])["upload"]}
    status, again = ask("POST", "imports", anew, Idempotency_Key="checked-anew")
    assert (status, again["stage"]) == (201, "reading")
    drive(again["id"])
    assert show(again["id"])["preview"]["different"] == 2
    apply(ask, again)
    drive(again["id"])
    assert adds_up(show(again["id"]))["changed"] == 2


def test_what_cannot_be_applied_any_more_has_failed_and_says_why(ask, send, drive, show, register):
    job = send()
    drive(job["id"])
    register("MH-00002", "hydrant")  # by somebody, after it was checked
    apply(ask, job)
    drive(job["id"])
    counts = adds_up(show(job["id"]))
    assert (counts["created"], counts["failed"]) == (2, 1)
    [failed] = show(job["id"], "/rows", which="failed")["items"]
    assert (failed["row"], failed["problems"][0]["code"]) == (3, "changed-since-preview")


def test_two_points_at_one_address_of_a_panel(ask, send, drive, show, register):
    register("FP-1", "fire_panel")
    at = {"类型": "火灾探测点", "上级设备": "FP-1", "部件地址": "1-1-00010001"}
    job = send([line(1, **at), line(2, **at)])
    drive(job["id"])
    [row] = show(job["id"], "/rows", which="duplicate")["items"]
    assert (row["row"], row["problems"][0]["column"]) == (3, "part")
    apply(ask, job, skip_errors=True)
    assert drive(job["id"]) == "applied"
    again = send([line(2, **at)])
    drive(again["id"])
    apply(ask, again)
    drive(again["id"])
    assert adds_up(show(again["id"]))["failed"] == 1
    assert show(again["id"], "/rows")["items"][0]["problems"][0]["code"] == "part-taken"


def test_a_retired_asset_is_not_changed_by_a_table(ask, send, drive, show, register):
    register("MH-00001", "manhole", name="旧名")
    ask("POST", "assets/MH-00001/states", {"state": "retired", "reason": "x"}, If_Match=1)
    job = send()
    drive(job["id"])
    [row] = show(job["id"], "/rows", which="wrong")["items"]
    assert row["problems"][0]["code"] == "asset-retired"


def test_the_same_table_again_changes_nothing(ask, send, drive, show):
    for expected in ({"created": 3}, {"same": 3}):
        job = send()
        drive(job["id"])
        apply(ask, job)
        drive(job["id"])
        counts = adds_up(show(job["id"]))
        assert {name: n for name, n in counts.items() if n} == expected


def test_an_act_done_twice_is_done_once(ask, send, drive, started):
    job = send()
    drive(job["id"])
    assert apply(ask, job)[1]["stage"] == "applying"
    assert apply(ask, job)[1]["stage"] == "applying"
    drive(job["id"])
    status, answer = apply(ask, job)
    assert (status, answer["stage"]) == (201, "applied")
    assert set(started) == {(job["id"], 1), (job["id"], 2)}


def test_a_start_said_twice_is_one_import(ask, bucket, started):
    from linli.evidence.bucket import BUCKET

    key = {"Idempotency_Key": "12345678"}
    offer = ask("POST", "uploads", {"community": HERE}, **key)[1]
    assert ask("POST", "uploads", {"community": HERE}, **key)[1]["id"] == offer["id"]
    assert ask("POST", "uploads", {"community": THERE}, **key)[1]["id"] != offer["id"]
    body = {"community": HERE, "upload": offer["id"]}
    status, problem = ask("POST", "imports", body, **key)
    assert (status, problem["errors"][0]["code"]) == (422, "nothing-sent")
    place = offer["upload"]["fields"]["key"]
    assert place == f"incoming/facilities/imports/{HERE}/{offer['id']}"
    bucket.put_object(Bucket=BUCKET, Key=place, Body=table())
    first = ask("POST", "imports", body, **key)
    assert first[0] == 201
    assert ask("POST", "imports", body, **key) == first
    listed = ask("GET", "imports", query={"community": HERE})[1]["items"]
    assert [one["id"] for one in listed] == [first[1]["id"]]
    elsewhere = ask("POST", "imports", {**body, "community": THERE}, Idempotency_Key="87654321")
    assert elsewhere[0] == 422


def test_a_file_that_is_too_large_is_refused_by_the_form_and_at_the_start(ask, bucket, send):
    from functions.facilities.imports import files

    with pytest.raises(AssertionError, match="file-too-large"):
        send(b"x" * (files.LARGEST + 1))
    assert files.LARGEST == 8_000_000


@pytest.mark.parametrize(
    ("data", "code", "where"),
    [
        (b"PK\x03\x04" + b"x" * 100, "spreadsheet", None),
        (table() + b"\0", "nul-bytes", 5),
        (b"a,b\n1,2\n", "header-unknown", None),
    ],
)
def test_a_file_that_nobody_can_read_has_failed_and_says_why(
    ask, send, drive, show, data, code, where
):
    job = send(data)
    assert drive(job["id"]) == "failed"
    shown = show(job["id"])
    assert (shown["why"], shown["why_row"], shown["rows"]) == (code, where, 0)
    assert shown["zh"] != code != shown["en"]
    assert apply(ask, job)[1]["code"] == "import-over"


def test_a_file_that_is_replaced_meanwhile_is_not_taken_for_the_first(
    ask, send, drive, show, bucket, monkeypatch
):
    from functions.facilities.imports import rounds, store
    from linli.evidence.bucket import BUCKET

    monkeypatch.setattr(rounds, "LONG", 0)
    job = send([line(n) for n in range(1, 100)])
    drive(job["id"], 1)
    place = f"incoming/facilities/imports/{HERE}/{store.job(job['id']).upload}"
    bucket.put_object(Bucket=BUCKET, Key=place, Body=table([line(n) for n in range(200)]))
    assert drive(job["id"]) == "failed"
    assert show(job["id"])["why"] == "file-changed"
    bucket.delete_object(Bucket=BUCKET, Key=place)


def test_what_is_cancelled_applies_nothing_more(ask, send, drive, show, monkeypatch):
    from functions.facilities.imports import rounds

    monkeypatch.setattr(rounds, "LONG", 0)
    job = send([line(n) for n in range(1, 101)])
    assert apply(ask, job)[1]["code"] == "import-reading"
    drive(job["id"])
    apply(ask, job)
    drive(job["id"], 1)
    path = f"imports/{job['id']}/cancellations"
    assert ask("POST", path, {})[1]["stage"] == "cancelled"
    assert ask("POST", path, {})[0] == 201
    assert drive(job["id"]) == "cancelled"
    counts = adds_up(show(job["id"]))
    assert (counts["created"], counts["waiting"]) == (32, 68)
    assert ask("GET", "assets/MH-00033")[0] == 404
    assert apply(ask, job, skip_errors=True)[1]["code"] == "import-over"


def test_what_nobody_applies_expires(send, drive, show, advance):
    from functions.facilities import sweeper

    job = send()
    drive(job["id"])
    advance(HERE, 6 * 86_400)
    sweeper.handler({}, CONTEXT)
    assert show(job["id"])["stage"] == "checked"
    advance(HERE, 2 * 86_400)
    sweeper.handler({}, CONTEXT)
    assert show(job["id"])["stage"] == "expired"


def test_rows_are_shown_in_pages_and_by_sort(send, drive, show):
    lines = [line(n, **({"纬度": "x"} if n % 10 == 0 else {})) for n in range(1, 201)]
    job = send(lines)
    drive(job["id"])

    def all_of(**query):
        found, after = [], None
        while True:
            page = show(job["id"], "/rows", **query, **({"after": after} if after else {}))
            assert len(page["items"]) <= 100
            found += [one["row"] for one in page["items"]]
            if (after := page["next"]) is None:
                return found

    assert all_of() == list(range(2, 202))
    assert all_of(which="wrong") == list(range(11, 202, 10))
    assert all_of(which="same") == []


def test_the_results_are_a_table_without_formulas(ask, send, drive):
    from functions.facilities import api

    lines = [line(1), line(2, 编号="=HYPERLINK(1)", 名称="＋86"), line(3, 纬度="x", 类型="树")]
    job = send(lines)
    drive(job["id"])
    apply(ask, job, skip_errors=True)
    drive(job["id"])
    path = f"/v1/facilities/imports/{job['id']}/results"
    answer = api.handler(event("GET", path, None, claims={"sub": "founder"}), CONTEXT)
    assert answer["headers"]["Content-Type"] == "text/csv"
    assert "attachment" in answer["headers"]["Content-Disposition"]
    assert answer["body"].startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(answer["body"].removeprefix("\ufeff")))
    assert head[:4] == ["row", "id", "name", "outcome"]
    assert [(row[0], row[3], row[5]) for row in rows] == [
        ("2", "created", ""),
        ("3", "skipped", "not-an-id"),
        ("4", "skipped", "not-a-kind"),
        ("4", "skipped", "not-a-latitude"),
    ]
    assert rows[1][1:3] == ["'=HYPERLINK(1)", "'＋86"]


def test_managers_import_for_their_own_place_and_nobody_else(people, ask, send, drive):
    key = {"Idempotency_Key": "12345678"}
    job = send(sub="property_manager")
    drive(job["id"])
    path = f"imports/{job['id']}"
    for method, way, body in (
        ("POST", "uploads", {"community": HERE}),
        ("GET", path, None),
        ("GET", f"{path}/rows", None),
        ("GET", f"{path}/results", None),
        ("POST", f"{path}/applications", {}),
        ("POST", f"{path}/cancellations", {}),
    ):
        for sub, status in (("grid_worker", 403), ("other_property_manager", 404)):
            assert ask(method, way, body, sub=sub, **key)[0] == status, way
    assert ask("GET", "imports", query={"community": HERE}, sub="community_worker")[0] == 403
    assert apply(ask, job, sub="property_manager")[0] == 201
