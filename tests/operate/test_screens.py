"""The weight of a build is counted as a browser would fetch it."""

import json
import os

import pytest

from operate import screens

LIGHT, HEAVY = 1_000, 40_000  # of what does not get smaller


@pytest.fixture
def build(tmp_path):
    """build({"src/shell/resident.tsx": bytes…}): a build of an entry, two languages and parts."""

    def make(parts, first=LIGHT):
        manifest = {}
        sizes = {"index.html": first, "texts/zh.json": LIGHT, "texts/en.json": 2 * LIGHT} | parts
        for number, (name, size) in enumerate(sizes.items()):
            file = f"assets/{number}.js"
            (tmp_path / "assets").mkdir(exist_ok=True)
            (tmp_path / file).write_bytes(os.urandom(size))
            own = (
                {} if name == "index.html" else {"isDynamicEntry": True, "imports": ["index.html"]}
            )
            manifest[name] = {"file": file, **own}
        (tmp_path / "index.html").write_text("page")
        (tmp_path / "manifest.json").write_text(json.dumps(manifest))
        return tmp_path

    return make


def test_a_tool_that_does_not_end_is_told(monkeypatch):
    monkeypatch.setattr(screens.tools, "LONGEST", 0.01)
    assert screens._node("--eval", "setTimeout(() => {}, 60_000)") == ["--eval: not done in 0.01 s"]


def test_what_is_light_is_not_told(build):
    assert screens.over(build({"src/shell/resident.tsx": LIGHT, "src/lib/oidc.ts": LIGHT})) == []


def test_a_heavy_beginning_is_each_shells_own_trouble(build):
    shells = {"src/shell/resident.tsx": LIGHT, "src/shell/ops.tsx": LIGHT}
    (told,) = screens.over(build(shells, first=HEAVY))
    assert told.startswith("src/shell/resident.tsx: 43")  # with the heavier of two languages


def test_a_heavy_part_is_told_even_if_it_is_fetched_late(build):
    (told,) = screens.over(build({"src/shell/ops/map.tsx": HEAVY}))
    assert told.startswith("src/shell/ops/map.tsx")
    assert told.endswith("at most 25")


def test_the_words_that_are_written_down_are_in_both_languages():
    assert list(screens._words()) == []


def test_a_key_that_one_language_lacks_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(screens, "WEB", tmp_path)
    (tmp_path / "texts").mkdir()
    for name, keys in {"zh": ["a", "b"], "en": ["a"], "codes.zh": [], "codes.en": []}.items():
        text = json.dumps(dict.fromkeys(keys, "x"))
        (tmp_path / f"texts/{name}.json").write_text(text)
    assert list(screens._words()) == ["web/texts/en.json lacks b"]


def test_a_part_of_a_shell_is_weighed_without_what_its_shell_brought(build):
    folder = build({"src/shell/ops.tsx": HEAVY, "src/shell/ops/map.tsx": LIGHT})
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["src/shell/ops/map.tsx"]["imports"].append("src/shell/ops.tsx")
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert screens.over(folder) == []


def test_a_part_of_too_many_files_is_told(build):
    pieces = {f"src/lib/{number}.ts": 1 for number in range(screens.FILES)}
    folder = build({"src/shell/ops/map.tsx": LIGHT, **pieces})
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["src/shell/ops/map.tsx"]["imports"] += pieces
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (told,) = screens.over(folder)
    assert told.startswith("src/shell/ops/map.tsx: 27 files")
