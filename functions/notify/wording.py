"""The text of a notice, for its recipient and for each channel. Pure."""

from collections.abc import Mapping
from datetime import datetime

from linli.codes import called
from linli.model import Fact
from linli.notices import Template, Variable, Words, named
from linli.wall import CHINA

from .model import Language, Outgoing
from .segments import segments


class Message(Fact):
    """Everything that a gateway gets of a notice; variables are those of its text, formatted."""

    template: str
    variables: dict[str, str]
    text: str
    language: Language
    segments: int | None = None


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def full(template: Template, variables: Mapping[str, str]) -> tuple[str, str]:
    """Chinese and English inbox texts, with personal variables."""
    zh, en = (_shown(template, variables, language) for language in ("zh", "en"))
    return template.zh.format(**zh), template.en.format(**en)


def outgoing(
    key: str,
    template: Template,
    variables: Mapping[str, str],
    channel: Outgoing,
    language: Language,
) -> Message:
    """For a channel that others can see or hear: the brief text or, for voice, the spoken one."""
    words = template.voice if channel == "voice" and template.voice else template.brief
    pattern = _in(words, language)
    shown = _shown(template, variables, language)
    text = pattern.format(**shown)
    return Message(
        template=key,
        variables={name: shown[name] for name in sorted(named(pattern))},
        text=text,
        language=language,
        segments=segments(text) if channel == "sms" else None,
    )


def brief(template: Template, variables: Mapping[str, str], language: Language) -> str:
    """For a lock screen."""
    return _in(template.brief, language).format(**_shown(template, variables, language))


def _in(words: Words, language: Language) -> str:
    return words.zh if language == "zh" else words.en


def _shown(template: Template, variables: Mapping[str, str], language: Language) -> dict[str, str]:
    """Formatted variables."""
    return {
        name: _said(template.variables[name], value, language) for name, value in variables.items()
    }


def _said(kind: Variable, value: str, language: Language) -> str:
    """Times as the clock on the wall says them, codes as people call them; all else as it is."""
    if kind == "time":
        return _moment(value, language)
    if kind in ("category", "measure", "role"):
        return called(kind, value, language)
    if kind == "commands":
        return ", ".join(_command(one, language) for one in value.split(", "))
    return value


def _command(said: str, language: Language) -> str:
    """`close GV-1`: a command and the asset that it is for."""
    command, _, asset = said.partition(" ")
    return f"{called('command', command, language)} {asset}".strip()


def _moment(text: str, language: Language) -> str:
    at = datetime.fromisoformat(text).astimezone(CHINA)
    if language == "zh":
        return f"{at.month}月{at.day}日 {at:%H:%M}"
    return f"{at.day} {MONTHS[at.month - 1]}, {at:%H:%M}"
