"""What a city may change about kinds. Pure."""

from collections.abc import Mapping

from linli.errors import Invalid, Refused, Stale

from .model import Card, Kind, Particulars


def own(card: Card, catalogue: Mapping[str, Kind]) -> Kind:
    """Refuse a name or prefix of the catalogue, since ids must identify the kind."""
    if card.id in catalogue:
        raise Refused("kind-in-catalogue")
    kind = Kind(**dict(card))
    return held(kind, catalogue)


def revise(kind: Kind, revision: Particulars, version: int, catalogue: Mapping[str, Kind]) -> Kind:
    """Of a catalogue's kind, only the rules may change. A personal kind stays personal: otherwise
    past measurements would become visible to everyone.
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
