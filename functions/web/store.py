"""Storage of builds' files. Keys are spelled in this file and nowhere else.

asset#<name>   asset   a file of any build; its name contains a hash of its content
build#<id>     build   that all files of a build are kept, and since when
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from linli.errors import NotFound
from linli.store import Write, commit, load, until_settled

from .model import Asset, Build

N = TypeVar("N", Asset, Build)
LASTS = timedelta(days=60)  # since the build last ran; longer than a page stays open


def asset(name: str) -> Asset | None:
    return _found(lambda: load(f"asset#{name}", "asset", Asset))


def build(id_: str) -> Build | None:
    return _found(lambda: load(f"build#{id_}", "build", Build))


def keep(build_: Build, assets: list[Asset]) -> None:
    """Writes the assets first and the build last, as that states that they are complete; each write
    extends their lifetime.
    """
    for one in assets:
        until_settled(partial(_write, f"asset#{one.name}", "asset", one, build_.kept_at))
    until_settled(partial(_write, f"build#{build_.id}", "build", build_, build_.kept_at))


def _write(pk: str, sk: str, noun: N, now: datetime) -> None:
    before = _found(lambda: load(pk, sk, type(noun)))
    noun = noun.model_copy(update={"version": before.version if before else None})
    commit(Write(pk, sk, noun, expires=now + LASTS))


def _found(ask: Callable[[], N]) -> N | None:
    try:
        return ask()
    except NotFound:
        return None
