"""Many devices at once: all are checked first; what is begun goes on; nothing is half done."""

from datetime import UTC, datetime

import pytest

from tests.conftest import CONTEXT
from tests.functions.devices.conftest import HERE, THERE

HEAD = "id,kind,name,lat,lon,address,serial\n"
ROW = "WM-MANY-{0},water_meter,表{0},37.79,112.55,学府街{0}号,SN-{0:06}\n"


def table(*numbers):
    return HEAD + "".join(ROW.format(number) for number in numbers)


@pytest.fixture
def send(ask, people):
    def send(csv, sub="community_worker", key="the-first-import", community=HERE):
        body = {"community": community, "csv": csv}
        return ask("POST", "/imports", body, sub=sub, idempotency_key=key)

    return send


@pytest.fixture
def sweep():
    from functions.devices import sweeper

    return lambda: sweeper.handler({}, CONTEXT)


def test_what_is_right_is_registered_as_one_by_one(ask, send, sweep):
    status, job = send(table(1, 2, 3))
    assert (status, job["stage"], job["rows"]) == (201, "applying", 3)
    assert send(table(1, 2, 3))[1]["id"] == job["id"]
    sweep()
    done = ask("GET", f"/imports/{job['id']}", sub="property_manager")[1]
    assert (done["stage"], done["applied"], done["failed"]) == ("done", 3, 0)
    device = ask("GET", "/WM-MANY-2", sub="official")[1]
    assert (device["name"], device["serial"], device["state"]) == ("表2", "SN-000002", "registered")
    lines = ask("GET", "/WM-MANY-2/history", sub="official")[1]["items"]
    assert lines[0]["by"] == "community_worker"
    assert lines[0]["detail"] == {"import": job["id"]}


@pytest.mark.parametrize(
    ("wrong", "column", "code"),
    [
        ("WM-X,water_meter,x,north,112.5,x,\n", "lat", "value-invalid"),
        ("WM-X,water_meter,,37.8,112.5,x,\n", "name", "value-missing"),
        ("WM-X,water_meter,x,37.8,112.5,1 Road, Gate 2,AC-7\n", None, "too-many-cells"),
        ("WM-X,nothing,x,37.8,112.5,x,\n", "kind", "unknown-kind"),
        ("WM-X,door,x,37.8,112.5,x,\n", "id", "prefix-of-another-kind"),
        (ROW.format(1), "id", "twice-in-file"),
        ("WM-WC-009,water_meter,x,37.8,112.5,x,\n", "id", "already-registered"),
        ("WM-X,water_meter,x,37.8,112.5,x,AC-009\n", "serial", "serial-elsewhere"),
    ],
)
def test_one_wrong_row_and_none_is_registered(ask, send, sweep, register, wrong, column, code):
    register("WM-WC-009", serial="AC-009")
    job = send(table(1, 2) + wrong)[1]
    assert job["stage"] == "wrong"
    assert {"row": 4, "column": column, "code": code} in job["problems"]
    sweep()
    assert ask("GET", "/WM-MANY-1", sub="official")[0] == 404


@pytest.mark.parametrize(
    ("csv", "code"),
    [
        ("id,kind\nWM-1,water_meter\n", "column-missing"),
        (HEAD.replace("serial", "secret") + ROW.format(1), "column-unknown"),
        (HEAD, "table-empty"),
        (table(*range(10_001)), "table-too-long"),
    ],
)
def test_what_is_no_table_is_refused(send, csv, code):
    status, said = send(csv)
    assert (status, said["code"]) == (422, code)


def test_it_goes_on_where_it_stopped(ask, send, sweep, monkeypatch):
    """Killed in the middle of a page, and told twice."""
    from functions.devices.importing import acts
    from functions.devices.register import store as register

    job = send(table(*range(120)))[1]
    kept, left = register.register, iter(range(70))

    def dies(*given):
        next(left)
        return kept(*given)

    with monkeypatch.context() as broken:
        broken.setattr(acts.register, "register", dies)
        assert sweep()["failed"] == 1
    half = ask("GET", f"/imports/{job['id']}", sub="city")[1]
    assert (half["stage"], half["applied"]) == ("applying", 50)
    sweep()
    sweep()
    done = ask("GET", f"/imports/{job['id']}", sub="city")[1]
    assert (done["stage"], done["applied"], done["failed"]) == ("done", 120, 0)
    lines = ask("GET", "/WM-MANY-60/history", sub="official")[1]["items"]
    assert len(lines) == 1


@pytest.mark.parametrize(("times", "stage"), [(1, "done"), (9, "applying")])
def test_a_row_that_met_another_write_is_tried_again(ask, send, sweep, monkeypatch, times, stage):
    """As long as it lasts, the import does not go on without it."""
    from functions.devices.importing import acts
    from functions.devices.register import store as register
    from linli.errors import Conflict

    job = send(table(1, 2))[1]
    kept, left = register.register, [Conflict()] * times

    def beaten(*given):
        if left:
            raise left.pop()
        return kept(*given)

    monkeypatch.setattr(acts.register, "register", beaten)
    sweep()
    after = ask("GET", f"/imports/{job['id']}", sub="city")[1]
    assert (after["failed"], after["stage"]) == (0, stage)
    sweep()
    done = ask("GET", f"/imports/{job['id']}", sub="city")[1]
    assert (done["stage"], done["applied"], done["failed"]) == ("done", 2, 0)


def test_no_more_in_a_minute_than_the_register_bears(ask, send, sweep, monkeypatch):
    from functions.devices.importing import acts

    monkeypatch.setattr(acts, "A_SECOND", lambda _: 1)
    job = send(table(*range(120)))[1]
    sweep()
    assert ask("GET", f"/imports/{job['id']}", sub="city")[1]["applied"] == 100


def test_who_was_quicker_is_told_of(ask, send, sweep, register):
    job = send(table(1, 2))[1]
    register("WM-MANY-2", name="别的")
    sweep()
    done = ask("GET", f"/imports/{job['id']}", sub="city")[1]
    assert (done["stage"], done["applied"], done["failed"]) == ("done", 1, 1)
    assert done["problems"] == [{"row": 3, "column": None, "code": "already-registered"}]


def test_the_same_table_again_changes_nothing(ask, send, sweep):
    send(table(1))
    sweep()
    job = send(table(1), key="the-other-import")[1]
    sweep()
    assert ask("GET", f"/imports/{job['id']}", sub="city")[1]["applied"] == 1
    assert len(ask("GET", "/imports", sub="city", query={"community": HERE})[1]["items"]) == 2


def test_what_is_retired_does_not_come_back_by_the_table_that_registered_it(ask, send, sweep):
    send(table(1))
    sweep()
    gone = {"reason": "拆除"}, {"sub": "community_worker", "if_match": 1}
    assert ask("POST", "/WM-MANY-1/retirements", gone[0], **gone[1])[0] == 201
    again = send(table(1), key="the-second-import")[1]
    assert again["stage"] == "wrong"
    assert again["problems"] == [{"row": 2, "column": "id", "code": "already-registered"}]


def test_rows_of_blanks_are_none(send):
    assert send(table(1) + " , ,,　,,,\n")[1]["rows"] == 1


def test_a_revoked_unit_is_wrong_in_a_new_row_and_stands_in_its_own(ask, send, sweep):
    send(table(1))
    sweep()
    ask("POST", "/WM-MANY-1/revocations", {"reason": "失窃"}, sub="city", if_match=1)
    assert send(table(1), key="the-other-import")[1]["stage"] == "applying"
    moved = HEAD + ROW.format(1).replace("WM-MANY-1", "WM-MANY-2")
    job = send(moved, key="the-third-import")[1]
    assert job["problems"] == [{"row": 2, "column": "serial", "code": "unit-revoked"}]


def test_who_may_import(ask, send):
    assert send(table(1), sub="grid_worker")[0] == 403
    assert send(table(1), sub="far_community_worker")[0] in (403, 404)
    assert send(table(1), community=THERE)[0] in (403, 404)


def test_what_a_table_said_goes_soon_and_is_each_imports_own(ask, send, sweep):
    from linli.table import Row

    jobs = [send(table(1, 2), key=f"import-number-{n}")[1] for n in range(2)]
    pages = [*Row.scan(Row.pk.startswith("rows#"))]
    assert len(pages) == 2
    for page in pages:
        days = (page.expires - datetime.now(UTC).timestamp()) / 86_400
        assert 6.9 < days <= 7
    pages[0].delete()
    sweep()
    done = [ask("GET", f"/imports/{job['id']}", sub="official")[0] for job in jobs]
    assert done == [403, 403]
    shown = [ask("GET", f"/imports/{job['id']}", sub="property_manager")[1] for job in jobs]
    assert {one["stage"] for one in shown} == {"done"}
    assert sorted((one["applied"], one["failed"]) for one in shown) == [(0, 2), (2, 0)]
