"""The sources of rules as people cite them. Pure.

A row says `EC-ACC#10–11`, `L-FIRE#16(3)`, `L-EM#17,#60–61`, `L-FIRE#28; local`, or a standard by
its own number; rules/laws.yaml has the titles.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from linli.dated import Dated, by_id
from linli.rows import shared

ANNEX = re.compile(r"(.*\d号) 附件(\d+)")  # of a document, which has no articles


class Law(Dated):
    """A row of rules/laws.yaml."""

    id: str
    zh: str
    en: str
    mark: str


class Style(NamedTuple):
    title: Callable[[Law], str]
    article: Callable[[str], str]
    before: str  # the articles
    between: str
    annex: str
    local: str


LAWS = by_id(shared("laws", Law))
STYLES = {
    "zh": Style(
        lambda law: f"《{law.zh}》", lambda said: _in_chinese(said), "", "、", "附件", "本地规则"
    ),
    "en": Style(lambda law: law.en, str, ", art. ", ", ", ", annex ", "local rule"),
}


def cited(article: str, language: str) -> str:
    """A source that is no row of the register, as a standard is not, by its own name."""
    style = STYLES[language]
    sources = [_source(one, style) for one in article.split("; ") if one]
    return style.between.join(sources)


def _source(said: str, style: Style) -> str:
    if said.partition(" ")[0] == "local":
        return style.local
    name, _, articles = said.partition("#")
    if found := ANNEX.fullmatch(name):
        return f"{_title(found[1], style)}{style.annex}{found[2]}"
    if not articles:
        return _title(name, style)
    numbers = [style.article(one.removeprefix("#")) for one in articles.split(",")]
    return _title(name, style) + style.before + style.between.join(numbers)


def _title(name: str, style: Style) -> str:
    known = LAWS.get(name)
    return style.title(known.rows[-1]) if known else name


def _in_chinese(said: str) -> str:
    """`64(3)` is 第64条第(3)项."""
    number, _, item = said.partition("(")
    return f"第{number}条" + (f"第({item}项" if item else "")
