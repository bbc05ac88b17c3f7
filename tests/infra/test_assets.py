import json
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from infra.core import assets, staging
from infra.core.overrides import merged
from infra.settings import load
from linli import codes

ROWS = "- {id: a, value: 1, article: X}\n- {id: b, value: 2, article: Y}\n"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "CACHE", tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def source(tmp_path):
    home = tmp_path / "checkout"
    (home / "functions/parks/rules").mkdir(parents=True)
    (home / "functions/docks").mkdir()
    (home / "events").mkdir()
    (home / "functions/__init__.py").touch()
    (home / "functions/parks/api.py").write_text("A = 1\n")
    (home / "functions/parks/README.md").write_text("promise")
    (home / "functions/parks/rules/limits.yaml").write_text(ROWS)
    (home / "functions/parks/texts.yaml").write_text("full: {zh: 满, en: full}\n")
    (home / "functions/docks/api.py").write_text("B = 1\n")
    (home / "events/parks.py").write_text("C = 1\n")
    return home


@pytest.fixture
def city():
    return load("taiyuan").on_laptop(
        "http://127.0.0.1:1", "http://127.0.0.1:2", Path("/clock.json")
    )


def overriding(city, **rows):
    return city.model_copy(update={"rules": {"parks": {"limits": rows}}})


def test_rows_are_staged_with_what_the_city_says_otherwise(cache, source, city):
    tree = assets.feature(source, "parks", overriding(city, b={"value": 7}))
    assert json.loads((tree / "functions/parks/rules/limits.json").read_text()) == [
        {"id": "a", "value": 1, "article": "X"},
        {"id": "b", "value": 7, "article": "Y"},
    ]
    assert json.loads((tree / "functions/parks/texts.json").read_text())["full"]["zh"] == "满"


def test_an_override_of_a_row_nobody_wrote_is_refused(cache, source, city):
    with pytest.raises(ValueError, match="nosuch"):
        assets.feature(source, "parks", overriding(city, nosuch={"value": 7}))


STANDARD = {"id": "s", "value": 0.14, "article": "GB 1#2", "mark": "C"}


@pytest.mark.parametrize(
    ("override", "why"),
    [
        ({"value": 0.1}, "state the article"),
        ({"value": "0.1", "article": "ours"}, "does not fit"),
        ({"valeu": 0.1, "article": "ours"}, "does not fit"),
    ],
)
def test_a_city_cannot_put_its_number_under_a_standards_name(override, why):
    with pytest.raises(ValueError, match=why):
        merged([STANDARD], {"s": override})


def test_a_citys_own_number_is_marked_as_such():
    own = {"value": 1, "article": "市政〔2026〕1号"}
    assert merged([STANDARD], {"s": own}) == [STANDARD | own | {"mark": "U"}]


def row(begins, ends=None):
    said = {"id": "s", "value": 1, "article": "local", "mark": "U"}
    return said | {"effective_from": date.fromisoformat(begins), "effective_to": ends}


SUCCEEDED = [row("2020-01-01", date(2026, 12, 31)), row("2027-01-01")]


def test_of_rows_that_follow_each_other_a_city_says_which_it_means():
    found = merged(SUCCEEDED, {"s@2027-01-01": {"value": 3}})
    assert [one["value"] for one in found] == [1, 3]
    with pytest.raises(ValueError, match="s@2020-01-01', 's@2027-01-01"):
        merged(SUCCEEDED, {"s": {"value": 3}})


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("s@2027-01-01", {"effective_from": date(2026, 12, 1)}),  # two on one day
        ("s@2020-01-01", {"effective_to": date(2026, 11, 30)}),  # none for a month
        ("s@2027-01-01", {"effective_to": None}),
        ("s@2027-01-01", {"id": "t"}),  # none from then on
    ],
)
def test_a_city_says_what_a_row_holds_and_not_when(name, said):
    """What a feature needs each day would be missed by its imports, and no deployment know it."""
    with pytest.raises(ValueError, match=f"s: {next(iter(said))} is not a city's to say"):
        merged(SUCCEEDED, {name: said})


def test_only_what_runs_is_staged(cache, source, city):
    tree = assets.feature(source, "parks", city)
    files = {str(p.relative_to(tree)) for p in tree.rglob("*") if p.suffix not in (".pyc", "")}
    assert files == {
        "functions/__init__.py",
        "functions/parks/api.py",
        "functions/parks/rules/limits.json",
        "functions/parks/texts.json",
        "events/parks.py",
    }


def test_the_same_content_is_the_same_bytes_wherever_it_is_made(cache, source, city, tmp_path):
    first = _bytes(assets.feature(source, "parks", city))
    shutil.rmtree(cache)
    moved = shutil.copytree(source, tmp_path / "elsewhere")
    assert _bytes(assets.feature(moved, "parks", city)) == first


def test_a_tree_is_made_once_and_a_change_is_a_new_one(cache, source, city):
    tree = assets.feature(source, "parks", city)
    made = tree.stat().st_mtime_ns
    assert assets.feature(source, "parks", city) == tree
    assert tree.stat().st_mtime_ns == made
    (source / "functions/docks/api.py").write_text("B = 2\n")
    assert assets.feature(source, "parks", city) == tree, "another feature's change"
    (source / "functions/parks/api.py").write_text("A = 2\n")
    assert assets.feature(source, "parks", city) != tree


def test_one_that_comes_second_takes_what_the_first_has_made(tmp_path):
    def make(part):
        (part / "file").write_text("mine")
        if part.name.startswith("tree.") and not (tmp_path / "tree").exists():
            other = tmp_path / "tree"
            other.mkdir()
            (other / "file").write_text("the other's")

    made = staging.once(tmp_path / "tree", make)
    assert (made / "file").read_text() == "the other's"
    assert [path.name for path in tmp_path.iterdir()] == ["tree"]


def test_what_an_account_gets_is_compiled_for_its_python_or_not_at_all(cache, source):
    tree = assets.feature(source, "parks", load("taiyuan"))
    tags = {path.name.split(".")[-2] for path in tree.rglob("*.pyc")}
    assert tags == ({"cpython-313"} if assets.compiler() else set())


def test_a_compiler_is_believed_only_when_it_runs():
    assert assets.version(sys.executable) == f"{sys.version_info.major}.{sys.version_info.minor}"
    assert assets.version("/bin/false") == ""


def _bytes(tree):
    files = sorted(path for path in tree.rglob("*") if path.is_file())
    return tree.name, [(str(path.relative_to(tree)), path.read_bytes()) for path in files]


CODED = ("devices/rules/kinds", "incidents/rules/categories", "accounts/rules/roles")


@pytest.fixture
def coded(source):
    """A checkout that names three codes, each where the layer gathers its words from."""
    for file in CODED:
        path = source / f"functions/{file}.yaml"
        path.parent.mkdir(parents=True)
        name = {"zh": "词", "en": "word"}
        path.write_text(json.dumps([{"id": "x", "name": name, **name}]))
    return source


def test_the_layer_has_the_words_of_codes(cache, coded, city):
    staged = assets.linli(coded, city) / "python/linli" / codes.FILE
    words = {"zh": "词", "en": "word"}
    assert json.loads(staged.read_text()) == {
        f"{sort}.x": words for sort in ("kind", "category", "role")
    }


def test_rows_of_standards_come_with_the_layer_and_a_city_may_say_otherwise(cache, coded, city):
    home = coded / "layers/linli/python/linli/standards"
    (home / "rules").mkdir(parents=True)
    (home / "hj1.py").write_text("A = 1\n")
    (home / "rules/hj1_night.yaml").write_text(
        '- {id: night, start: "22:00", article: X, mark: K}\n'
    )
    own = {"hj1_night": {"night": {"start": "23:00", "article": "Y"}}}
    tree = assets.linli(coded, city.model_copy(update={"rules": {"standards": own}}))
    staged = tree / "python/linli/standards/rules/hj1_night.json"
    assert json.loads(staged.read_text()) == [
        {"id": "night", "start": "23:00", "article": "Y", "mark": "U"}
    ]
    assert (tree / "python/linli/standards/hj1.py").exists()
