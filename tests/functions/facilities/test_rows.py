"""The rows of rules are sound, and people have words for each."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from functions.facilities.hazards.model import Limit
from functions.facilities.model import Kind
from linli.rows import read, rows
from linli.texts import say

LIMITS = rows("facilities", "limits", Limit)
CODE = Path(__file__).parents[3] / "functions/facilities"


def test_each_row_has_an_id_of_its_own_and_a_source():
    for table in (LIMITS,):
        assert max(Counter(row.id for row in table).values()) == 1
        assert all(row.article and row.mark for row in table)
        assert all(
            row.effective_to is None or row.effective_from <= row.effective_to for row in table
        )


def test_what_no_category_speaks_of_is_listed_as_other_whenever_it_was():
    from functions.facilities.ledger import finding, listing

    for at in (datetime(1999, 1, 1, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)):
        hazard = SimpleNamespace(at=at, measure="nosuch", category="Z9", kind="hydrant")
        assert listing.category(finding.BY_ID, hazard).id == "other"


def test_of_one_measure_a_worse_limit_raises_no_less():
    for kind, measure in {(limit.kind, limit.measure) for limit in LIMITS}:
        own = sorted(
            (limit for limit in LIMITS if (limit.kind, limit.measure) == (kind, measure)),
            key=lambda limit: limit.level,
        )
        assert [limit.priority for limit in own] == sorted(
            (limit.priority for limit in own), reverse=True
        )
        raised = ["hazard", "incident"]
        assert [limit.raises for limit in own] == sorted(
            (limit.raises for limit in own), key=raised.index
        )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_people_have_words_for_each_kind_measure_and_limit(language):
    keys = {f"kind-{kind}" for kind in Kind} | {f"measure-{limit.measure}" for limit in LIMITS}
    assert all(say("facilities", key, language) != key for key in keys)
    for limit in LIMITS:
        text = say("facilities", limit.id, language, value=limit.value, unit=limit.unit)
        assert f"{limit.value:g}" in text


def test_the_numbers_are_in_the_rows_alone():
    words = read("facilities", "texts")
    code = "".join(path.read_text() for path in CODE.rglob("*.py"))
    for limit in LIMITS:
        assert all("{value:g}" in text for text in words[limit.id].values())
        assert limit.id not in code
