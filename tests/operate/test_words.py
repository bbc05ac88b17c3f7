"""Screens name what the API codes: roles, kinds of things, and kinds of events."""

import json

import pytest
import yaml

from linli.codes import THINGS
from operate.home import ROOT
from operate.reference import words

RULES = "functions/incidents/rules/categories.yaml"


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_kind_of_event_has_a_name(language):
    said = json.loads(words.texts()[f"events.{language}.json"])
    for row in yaml.safe_load((ROOT / RULES).read_text("utf-8")):
        assert said[f"category.{row['id']}"] == row[language]


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_code_is_named_in_one_file_only(language):
    texts = words.texts()
    files = [json.loads(texts[f"{name}.{language}.json"]) for name in ("codes", "events", "things")]
    keys = [key for file in files for key in file]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_what_devices_are_is_for_those_who_work_with_them(language):
    codes, things = (
        json.loads(words.texts()[f"{name}.{language}.json"]) for name in ("codes", "things")
    )
    assert {key.partition(".")[0] for key in things} == set(THINGS)
    assert "role.resident" in codes
    assert "kind.manhole" in things


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "《生产安全事故报告和调查处理条例》第9条"),
        (
            "en",
            "Regulations on the Reporting, Investigation and Handling of Work Safety Accidents,"
            " art. 9",
        ),
    ],
)
def test_a_law_is_cited_by_its_title_and_a_standard_by_its_number(language, said):
    laws = json.loads(words.texts()[f"laws.{language}.json"])
    assert laws["source.EC-ACC#9"] == said
    assert not [key for key in laws if key.startswith("source.GB 3096")]
