"""The format of a story, and the house's own."""

import json

import pytest
from jsonschema.validators import validator_for

from linli.rows import from_yaml
from operate.scenario import story as stories
from operate.scenario.broken import instead
from operate.scenario.story import ROOT, SCHEMA, Unreadable, own, read, schema

LEAST = "title: {zh: 一, en: one}\nsteps: [{advance: 1 minute}]\n"


def write(folder, text):
    file = folder / "mine.yaml"
    file.write_text(text)
    return file


def test_the_schema_is_the_models():
    assert SCHEMA.read_text() == schema(), "run ./linli check --write"


@pytest.fixture(scope="module")
def written():
    """What holds a story to the schema, which is itself looked at once."""
    known = json.loads(SCHEMA.read_text())
    validator = validator_for(known)
    validator.check_schema(known)
    return validator(known)


@pytest.mark.parametrize("file", own(), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_each_of_our_stories_reads_and_has_a_guard_that_can_be_set(file, written):
    story = read(file)
    written.validate(from_yaml(file))
    assert story.breaks, "a story without a guard proves nothing"
    source = (ROOT / story.breaks.file).read_text()
    assert instead(source, story.breaks.symbol, story.breaks.instead) != source


def test_a_file_from_anywhere_is_named_by_its_folder(tmp_path):
    story = read(write(tmp_path, LEAST))
    assert story.name == f"{tmp_path.name}/mine"
    assert stories.find([str(story.file)])[0].name == story.name


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("cast: {}\n", "cast"),
        ("fails_at: x\n", "belong together"),
        ("breaks: {file: a, symbol: b, instead: c}\nfails_at: x\n", "no step has the id x"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, more, said):
    with pytest.raises(Unreadable, match=said):
        read(write(tmp_path, LEAST + more))


def test_an_unknown_kind_of_step_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="steps"):
        read(write(tmp_path, "title: {zh: 一, en: one}\nsteps: [{wait: 3}]\n"))


def test_an_unknown_name_is_refused():
    with pytest.raises(Unreadable, match="nothing/here"):
        stories.find(["nothing/here"])
