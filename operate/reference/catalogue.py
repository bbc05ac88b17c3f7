"""The events that features publish: a page, and a JSON Schema of each."""

import importlib
import inspect
import json
import pkgutil
from collections import defaultdict

import events
from events import Event
from operate.reference import features

HEAD = """# Events

Generated from `events/` by `./linli check --write`; do not edit. An event may be heard twice,
always with the same `event_id`, and in any order; `version` is that of the noun it speaks of.
"""
OF_ALL = frozenset(Event.model_fields)


def all_of(feature: str) -> list[type[Event]]:
    """The events of a feature, in the order of its source; base classes are left out."""
    module = importlib.import_module(f"events.{feature}")
    found = [
        cls for _, cls in inspect.getmembers(module, inspect.isclass) if issubclass(cls, Event)
    ]
    own = [cls for cls in found if cls.__module__ == module.__name__ and not cls.__subclasses__()]
    return sorted(own, key=lambda cls: inspect.getsourcelines(cls)[1])


def tellers() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(events.__path__))


def page() -> str:
    return HEAD + "".join(f"\n## {feature}\n\n{table(feature)}" for feature in tellers())


def table(feature: str) -> str:
    heard = hearers()
    lines = ["| event | what it says | fields | heard by |", "|-|-|-|-|"]
    for cls in all_of(feature):
        fields = ", ".join(f"`{name}`" for name in cls.model_fields if name not in OF_ALL)
        by = ", ".join(sorted(heard[cls.__name__]))
        said = " ".join(str(cls.__doc__).split())
        lines.append(f"| `{cls.__name__}` | {said} | {fields} | {by} |")
    return "\n".join(lines) + "\n"


def hearers() -> dict[str, set[str]]:
    """The features that handle each event, by their reactions."""
    heard: dict[str, set[str]] = defaultdict(set)
    for feature in features.names():
        for file in ("reactions", "outgoing"):
            module = features.entry(feature, file)
            for name in module.reactions.by_name if module else ():
                heard[name].add(feature)
    return heard


def schemas() -> dict[str, str]:
    """By `<feature>/<Event>.json`."""
    return {
        f"{feature}/{cls.__name__}.json": json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **cls.model_json_schema()},
            indent=2,
            ensure_ascii=False,
        )
        + "\n"
        for feature in tellers()
        for cls in all_of(feature)
    }
