"""What a city may enter of its own kinds. Pure."""

from collections.abc import Mapping

from linli.errors import Invalid, Refused, Stale

from .model import Card, Kind, Particulars


def own(card: Card, catalogue: Mapping[str, Kind]) -> Kind:
    """Refuse a name or a prefix of the catalogue: ids must say what a device is."""
    if card.id in catalogue:
        raise Refused("kind-in-catalogue")
    kind = Kind(**dict(card))
    return held(kind, catalogue)


def revise(kind: Kind, revision: Particulars, version: int, catalogue: Mapping[str, Kind]) -> Kind:
    """Of a kind of the catalogue a city has only the rules to give. What is of a person stays so:
    his devices, and what they measured, would be seen by all at once.
    """
    said = {name: getattr(revision, name) for name in Particulars.model_fields}
    others = {name: one for name, one in said.items() if name != "rules"}
    if not kind.own and any(getattr(kind, name) != one for name, one in others.items()):
        raise Refused("kind-in-catalogue")
    if (kind.version or 0) != version:
        raise Stale(kind, version)
    if revision.prefix != kind.prefix:
        raise Invalid("prefix-stays", "/body/prefix")
    if kind.personal and not revision.personal:
        raise Refused("personal-stays")
    if kind.sensitive and not revision.sensitive:
        raise Refused("sensitive-stays")
    return held(kind.model_copy(update=said), catalogue)


def held(kind: Kind, catalogue: Mapping[str, Kind]) -> Kind:
    if any(kind.prefix == one.prefix for one in catalogue.values() if one.id != kind.id):
        raise Invalid("prefix-taken", "/body/prefix")
    if any(rule.kind != kind.id for rule in kind.rules):
        raise Invalid("rule-of-another-kind", "/body/rules")
    return kind
