"""Photographs as people see them, with a URL that is valid for minutes."""

from collections.abc import Iterable

from linli.evidence.bucket import address

from .model import Picture, Proof


def picture(proof: Proof) -> Picture:
    return Picture(id=proof.id, sha256=proof.sha256, address=address(proof.key))


def pictures(proofs: Iterable[Proof]) -> list[Picture]:
    return [picture(one) for one in proofs]
