"""All rows of standards: where each is from, and the same numbers as JSON, which is what runs."""

import json
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

import linli.standards
from linli.rows import standard
from linli.standards import gb3095, gb3096, gb3838, gb5749, hj633

HOME = Path(linli.standards.__path__[0]) / "rules"
MODELS = {
    "gb3095_validity": gb3095.Validity,
    "gb3096_limits": gb3096.Limit,
    "gb3096_night": gb3096.Night,
    "gb3838_limits": gb3838.Limit,
    "gb5749_limits": gb5749.Limit,
    "hj633_advice": hj633.Advice,
    "hj633_breakpoints": hj633.Breakpoints,
    "hj633_levels": hj633.Level,
}


def test_no_file_is_left_out():
    assert {path.stem for path in HOME.glob("*.yaml")} == set(MODELS)


@pytest.mark.parametrize("name", MODELS)
def test_rows_say_where_they_are_from_and_are_the_same_as_json(name):
    rows = standard(name, MODELS[name])
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        assert set(row.mark.split("/")) <= {"C", "C0", "C2", "K", "U"}
        assert row.article
        assert row.verified is (row.mark in {"C", "C0"})
    staged = json.dumps(yaml.safe_load((HOME / f"{name}.yaml").read_text()), default=str)
    read = TypeAdapter(tuple[MODELS[name], ...]).validate_python(json.loads(staged))
    assert read == rows
