"""Screens name what the API codes: roles, kinds of things, and kinds of events."""

import json

import pytest
import yaml

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
    of_all, of_few = (
        json.loads(texts[f"{name}.{language}.json"]).keys() for name in ("codes", "events")
    )
    assert not of_all & of_few
