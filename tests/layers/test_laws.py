"""Sources of rules, as people cite them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from linli import texts
from linli.laws import LAWS, cited

ACCIDENTS = "Regulations on the Reporting, Investigation and Handling of Work Safety Accidents"
GAS = "Regulations on the Administration of Urban Gas"


@pytest.mark.parametrize(
    ("article", "zh", "en"),
    [
        ("EC-ACC#9", "《生产安全事故报告和调查处理条例》第9条", f"{ACCIDENTS}, art. 9"),
        ("EC-ACC#10–11", "《生产安全事故报告和调查处理条例》第10–11条", f"{ACCIDENTS}, art. 10–11"),
        (
            "L-EM#17,#60–61",
            "《突发事件应对法》第17条、第60–61条",
            "Emergency Response Law, art. 17, 60–61",
        ),
        ("L-FIRE#16(3)", "《消防法》第16条第(3)项", "Fire Protection Law, art. 16(3)"),
        (
            "L-FIRE#28; local",
            "《消防法》第28条、本地规则",
            "Fire Protection Law, art. 28, local rule",
        ),
        ("城镇燃气管理条例#17", "《城镇燃气管理条例》第17条", f"{GAS}, art. 17"),
        (
            "国办函〔2014〕119号 附件1",
            "《国家突发环境事件应急预案》附件1",
            "National Environmental Emergency Plan, annex 1",
        ),
        ("国家地震应急预案", "《国家地震应急预案》", "National Earthquake Emergency Plan"),
        ("GB 50974-2014#7.2.8", "GB 50974-2014第7.2.8条", "GB 50974-2014, art. 7.2.8"),
        ("HJ 633-2026", "HJ 633-2026", "HJ 633-2026"),
        ("local PA1", "本地规则", "local rule"),
        ("", "", ""),
    ],
)
def test_a_source_is_cited_by_its_title(article, zh, en):
    assert (cited(article, "zh"), cited(article, "en")) == (zh, en)


def test_no_text_for_people_names_a_law_by_its_id_alone():
    spoken = [text for both in texts.COMMON.values() for text in both]
    for feature in ("accounts", "devices", "environment", "facilities", "incidents", "notify"):
        spoken += [one for text in texts.read(feature, "texts").values() for one in _words(text)]
    ids = re.compile(rf"\b({'|'.join(map(re.escape, LAWS))})#\d")
    assert len(spoken) > 1000
    assert [one for one in spoken if ids.search(one)] == []


def _words(text: dict[str, Any]) -> Iterator[str]:
    """Of a text, or of a template in both languages."""
    for value in text.values():
        yield from _words(value) if isinstance(value, dict) else [str(value)]
