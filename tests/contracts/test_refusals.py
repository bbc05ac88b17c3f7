"""Nobody is refused with a bare code: each that the code names has words, and no words are given
twice, of which the former would be lost.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from linli.texts import has

CODE = re.compile(r'\b(?:Refused|Invalid)\(\s*"([a-z0-9-]+)"')
FEATURES = sorted(
    path.parent for path in (Path(__file__).parents[2] / "functions").glob("*/texts.yaml")
)


@pytest.mark.parametrize("feature", FEATURES, ids=lambda path: path.name)
def test_each_refusal_has_words(feature):
    named = {code for path in feature.rglob("*.py") for code in CODE.findall(path.read_text())}
    assert {code for code in named if not has(feature.name, code)} == set()


@pytest.mark.parametrize("feature", FEATURES, ids=lambda path: path.name)
def test_no_words_are_given_twice(feature):
    keys = re.findall(r"^([\w.-]+):", (feature / "texts.yaml").read_text(), re.MULTILINE)
    assert [key for key, times in Counter(keys).items() if times > 1] == []
