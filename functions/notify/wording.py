"""The text of a notice, for its recipient and for each channel. Pure."""

from collections.abc import Mapping
from datetime import datetime

from linli.model import Fact
from linli.notices import Template, Words, named
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
    """Formatted variables: times in local time, others unchanged."""
    return {
        name: _moment(value, language) if template.variables[name] == "time" else value
        for name, value in variables.items()
    }


def _moment(text: str, language: Language) -> str:
    at = datetime.fromisoformat(text).astimezone(CHINA)
    if language == "zh":
        return f"{at.month}月{at.day}日 {at:%H:%M}"
    return f"{at.day} {MONTHS[at.month - 1]}, {at:%H:%M}"
