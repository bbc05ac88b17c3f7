"""How a feature notifies a person: `asked` builds the event, the notify feature does the rest.

Templates are the `notices` section of the feature's texts.yaml. Each variable has a type: plain
ones may appear on every channel, personal ones only in the recipient's inbox. A `category`, a
`measure`, a `role` and `commands` ("close GV-1, open ED-2") are codes, shown in words: linli.codes.
`brief` (lock screen, SMS, chat robot, e-mail subject) and `voice` can reach others, so they have no
personal variables.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import StringConstraints, TypeAdapter, model_validator

from events.notify import Color, NoticeAsked, Urgency
from linli.anonymous import names_a_person
from linli.ids import derived
from linli.model import Fact
from linli.rows import read

Variable = Literal[
    "code", "category", "measure", "role", "commands", "number", "count", "time", "word",
    "person", "flat", "health", "free",
]  # fmt: skip
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,29}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=500)]
PERSONAL = {"person", "flat", "health", "free"}
DRILL = "-drill"  # suffix of the key of a template's drill version
OF_A_DRILL = ("【演练】", "[DRILL] ")
_CODE = r"[A-Za-z0-9][A-Za-z0-9 ,.:;()#_+-]{0,199}"
_FORMS: dict[str, str] = {
    **dict.fromkeys(("code", "category", "measure", "role", "commands"), _CODE),
    "number": r"-?\d{1,15}(\.\d{1,6})?",
    "count": r"\d{1,9}",
    "time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)",
    "word": r"\w[\w .,()·、%°-]{0,39}",
}
_PERSONAL_FORM = r"[^\x00-\x1f\x7f]{1,200}"


class Words(Fact):
    zh: Text
    en: Text


class Template(Fact):
    """`zh` and `en` are the inbox texts; `kind` says what is expected of the recipient."""

    kind: Literal["action", "info", "warning", "code"]
    variables: dict[Name, Variable] = {}
    zh: Text
    en: Text
    brief: Words
    voice: Words | None = None

    @model_validator(mode="after")
    def _says_no_more_than_it_may(self) -> Self:
        plain = {name for name, kind in self.variables.items() if kind not in PERSONAL}
        public = [self.brief, *([self.voice] if self.voice else [])]
        full = named(self.zh, self.en)
        brief = named(*(text for words in public for text in (words.zh, words.en)))
        if full | brief != set(self.variables):
            raise ValueError(f"declared, but not used, or the other way: {full | brief}")
        if not brief <= plain:
            raise ValueError(f"brief and voice are no place for {sorted(brief - plain)}")
        return self


def named(*texts: str) -> set[str]:
    """The names of the {variables} in these texts."""
    parts = [part for text in texts for part in Formatter().parse(text) if part[1] is not None]
    if any(form or conversion for _, _, form, conversion in parts):
        raise ValueError("a variable is {name}, and nothing more")
    return {str(name) for _, name, _, _ in parts}


def wrong(template: Template, variables: Mapping[str, str]) -> list[str]:
    """Why these variables do not fit the template; never repeats their values."""
    found = [f"{name}: missing" for name in template.variables if name not in variables]
    if set(variables) - set(template.variables):
        found.append("an unknown variable")
    known = ((name, template.variables.get(name), value) for name, value in variables.items())
    return found + [f"{name}: no {kind}" for name, kind, value in known if not _fits(kind, value)]


@cache
def section(feature: str) -> dict[str, Template]:
    """The templates of a feature by key; ValidationError if one shows a variable where it
    must not.
    """
    found = read(feature, "texts").get("notices", {})
    return with_drills(TypeAdapter(dict[str, Template]).validate_python(found))


def with_drills(known: Mapping[str, Template]) -> dict[str, Template]:
    """Each template plus its drill version, in which every text begins by saying that it is a
    drill.
    """
    return {**known, **{f"{key}{DRILL}": _drilled(template) for key, template in known.items()}}


def _drilled(template: Template) -> Template:
    zh, en = OF_A_DRILL
    full = {"zh": zh + template.zh, "en": en + template.en}
    said = {name: getattr(template, name) for name in ("brief", "voice")}
    public = {
        name: words.model_copy(update={"zh": zh + words.zh, "en": en + words.en})
        for name, words in said.items()
        if words
    }
    return template.model_copy(update=full | public)


def _key(template: str, drill: bool) -> str:
    return template + DRILL if drill else template


def asked(
    template: str,
    person: str,
    community: str,
    at: datetime,
    cause: str,
    /,
    *,
    urgency: Urgency,
    about: str,
    color: Color | None = None,
    escalate: bool = False,
    to_person: bool = False,
    rings: bool = False,
    drill: bool = False,
    **variables: object,
) -> NoticeAsked:
    """The event that notifies `person` by `template`, for example "incidents.dispatched".

    The same `cause` gives the same notice id, so repeats have no effect. KeyError if the template
    does not exist; ValueError if the variables do not fit it, or if it is for a sign-in code, which
    may not be stored. `drill` selects the drill version of the text.
    """
    template = _key(template, drill)
    feature, _, key = template.partition(".")
    known = section(feature)[key]
    said = {name: _wire(value) for name, value in variables.items()}
    found = ["a code is no notice"] if known.kind == "code" else wrong(known, said)
    if found:
        raise ValueError(f"{template}: {'; '.join(found)}")
    return NoticeAsked(
        community=community,
        at=at,
        notice_id=derived(feature, cause, person, template),
        person=person,
        template=template,
        variables=said,
        urgency=urgency,
        color=color,
        about=about,
        asked_by=feature,
        escalate=escalate,
        to_person=to_person,
        rings=rings,
    )


def _wire(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _fits(kind: str | None, value: str) -> bool:
    if kind is None or kind in PERSONAL:
        return bool(re.fullmatch(_PERSONAL_FORM, value))
    fits = re.fullmatch(_FORMS[kind], value)
    return bool(fits) and not names_a_person(value, within_an_id=False)
