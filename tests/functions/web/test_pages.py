"""What a browser is given, and what it is told to let the page do."""

import base64
import gzip
import json
from datetime import UTC, datetime, timedelta

import pytest

from functions.web import files, headers
from functions.web.files import File
from tests.gateway import CONTEXT, event

ISSUER = "https://city.example/sign-in"
UPLOADS = "https://photos.example"
INDEX = File("text/html; charset=utf-8", gzip.compress(b"<h1>page</h1>"))
SCRIPT = File("text/javascript; charset=utf-8", gzip.compress(b"let a = 1"))
OLD = "index-Old00000.js"


@pytest.fixture(autouse=True)
def build(monkeypatch, row):
    """A build of two files."""
    monkeypatch.setenv("ISSUER", ISSUER)
    monkeypatch.setenv("UPLOADS", UPLOADS)
    monkeypatch.setattr(files, "page", lambda: INDEX)
    monkeypatch.setattr(files, "assets", lambda: {"index-Ab12_x9-.js": SCRIPT})
    monkeypatch.setattr(files, "config", lambda: b'{"city": "test"}')
    headers.all_of.cache_clear()
    yield
    headers.all_of.cache_clear()


def get(path, method="GET", encoding="gzip, br"):
    from functions.web.pages import handler

    answer = handler(event(method, path, headers={"Accept-Encoding": encoding}), CONTEXT)
    body = base64.b64decode(answer["body"])
    packed = answer["headers"].get("Content-Encoding") == "gzip"
    return answer["statusCode"], gzip.decompress(body) if packed else body, answer["headers"]


@pytest.mark.parametrize("path", ["/", "/ops", "/v/AB12", "/cases/1", "/signed-in", "/环境"])
def test_every_path_without_a_dot_is_the_page_asked_for_anew(path):
    status, body, told = get(path)
    assert (status, body, told["Cache-Control"]) == (200, b"<h1>page</h1>", "no-cache")


def test_an_asset_is_kept_for_ever_and_read_by_who_cannot_unpack():
    status, body, told = get("/assets/index-Ab12_x9-.js", encoding="")
    assert (status, body) == (200, b"let a = 1")
    assert told["Cache-Control"].endswith("immutable")
    assert "Content-Encoding" not in told
    assert get("/assets/index-Ab12_x9-.js")[2]["Content-Encoding"] == "gzip"


def test_an_outline_is_kept_for_ever_and_no_other_file_is_reached_by_its_path(
    monkeypatch, tmp_path
):
    folder = tmp_path / "static/outlines"
    folder.mkdir(parents=True)
    (folder / "140105001001-ab12.geojson.gz").write_bytes(gzip.compress(b"{}"))
    (tmp_path / "static/index.html.gz").write_bytes(gzip.compress(b"page"))
    monkeypatch.setattr(files, "_HERE", tmp_path)
    files.outline.cache_clear()
    files._outlines.cache_clear()
    status, body, told = get("/outlines/140105001001-ab12.geojson")
    assert (status, body, told["Content-Type"]) == (200, b"{}", "application/geo+json")
    assert told["Cache-Control"].endswith("immutable")
    for path in ("none.geojson", "../index.html", "", "."):
        assert get(f"/outlines/{path}")[0] == 404


@pytest.mark.parametrize("path", ["/assets/none.js", "/favicon.ico", "/v1", "/v1/x", "/sign-in"])
def test_what_is_not_there_is_no_page(path):
    assert get(path)[0] == 404


def test_nothing_is_written_here():
    assert get("/", "POST")[0] == 405


def test_the_city_is_told_anew_each_time():
    status, body, told = get("/config.json")
    assert (status, json.loads(body), told["Cache-Control"]) == (200, {"city": "test"}, "no-cache")


def test_a_page_may_do_little():
    policy = dict(rule.split(" ", 1) for rule in get("/")[2]["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["connect-src"] == f"'self' {UPLOADS}"
    assert policy["trusted-types"] == policy["frame-ancestors"] == "'none'"
    assert "Strict-Transport-Security" in get("/")[2]


def test_another_issuer_and_a_socket_may_be_called(monkeypatch):
    monkeypatch.setenv("ISSUER", "https://id.example/realm")
    monkeypatch.setenv("SOCKET", "wss://socket.example/live")
    assert f"'self' https://id.example wss://socket.example {UPLOADS};" in headers.policy()


def test_a_build_before_this_one_is_still_answered(monkeypatch):
    from functions.web import sweeper

    monkeypatch.setattr(sweeper, "_kept_until", [])
    with monkeypatch.context() as earlier:
        earlier.setattr(files, "assets", lambda: {OLD: SCRIPT})
        files.build.cache_clear()
        sweeper.keep(datetime.now(UTC))
    files.build.cache_clear()
    status, body, told = get(f"/assets/{OLD}")
    assert (status, body) == (200, b"let a = 1")
    assert told["Cache-Control"].endswith("immutable")
    assert get("/assets/index-New00000.js")[0] == 404


def test_what_runs_on_is_kept_on(monkeypatch):
    from functions.web import store, sweeper

    files.build.cache_clear()
    start = datetime.now(UTC)
    for days in (0, 3, 8):
        monkeypatch.setattr(sweeper, "_kept_until", [])
        sweeper.keep(start + timedelta(days=days))
    assert store.build(files.build()).kept_at == start + timedelta(days=8)
    files.build.cache_clear()
