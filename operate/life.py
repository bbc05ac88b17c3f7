"""Bringing a city up and down on this machine. Both are idempotent."""

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from errno import ENOENT, ENOTEMPTY
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from yaml import YAMLError

from infra import outlines, settings
from infra.core import overrides
from infra.settings import Settings
from operate import (
    after_deploy,
    assembly,
    daemons,
    deploy,
    drain,
    engine_process,
    processes,
    seed,
)
from operate.failure import Failure, NotUnderstood
from operate.home import ROOT, Busy, Home
from operate.once import once
from operate.progress import note, step

PASSES = 100


def up(home: Home, city: str) -> dict[str, Any]:
    """Bring up a city of cities/*.yaml with data, devices and people; returns its URLs."""
    known = read(city)
    with alone(home):
        file = move_in(home, city, known)
        out, changed = _deploy(home, known, file)
        found = after_deploy.endpoints(home, known.name)
        home.write("endpoints.json", found)
        daemons.start_gateway(home)
        daemons.begin_fleet(home)
        with step(f"functions ({len(changed)} stacks changed)"):
            after_deploy.settle(home, known.name, out)
        _furnish(home, known, file)
    return found


def _deploy(home: Home, known: Settings, file: Path) -> tuple[Path, list[str]]:
    """Synthesize while the engine starts; returns whether stacks changed."""
    with ThreadPoolExecutor(1) as pool:
        synthesis = pool.submit(assembly.synthesize, home, [str(file)])
        with step("engine"):
            engine_process.start(home, known.region)
            if deploy.bootstrap(home):
                engine_process.keep(home)
        with step("templates and assets"):
            out = synthesis.result()
    with step("deploy"):
        changed, created = deploy.deploy(home, out)
        if created:
            engine_process.keep(home)  # so that a kill does not leave buckets without their stack
    return out, changed


def _furnish(home: Home, known: Settings, file: Path) -> None:
    """Its data, its devices, and what watches them."""
    with step("seed data"):
        sources = (file, Path(seed.__file__), seed.STATIONS)
        inputs = b"".join(source.read_bytes() for source in sources)
        once(home, f"seed/{known.name}", inputs, partial(seed.seed, home, known.name))
    with step("devices"):
        missing = daemons.start_fleet(home)
    processes.start_module(home, "watch")  # last, because before that all devices look silent
    if missing:
        note(f"[yellow]not connected: {', '.join(missing)} (see logs/fleet.log)[/]")


def bring(home: Home, names: Sequence[str], out: Path) -> None:
    """Deploy cities beside the running one, such as those of guards, and warm them up."""
    deploy.deploy(home, out)
    for name in names:
        after_deploy.settle(home, name, out)


def down(home: Home, *, wipe: bool = False) -> bool:
    """Stop everything, the engine last. False if nothing ran; Killed if data may be lost."""
    if wipe and not home.root.joinpath("ports.json").is_file():
        raise Failure(f"{home.root} does not look like a city's home; nothing is deleted")
    if not home.root.exists():  # the lock would create it
        return False
    with alone(home):
        ran = processes.running(home, "engine") is not None
        processes.stop(home, "fleet")
        if ran and not wipe:
            with step("what is under way"):
                drain.drain(home)
        for name in ("watch", "gateway"):
            processes.stop(home, name)
        with step("engine"):
            (engine_process.forget if wipe else engine_process.stop)(home)
    if wipe:
        _erase(home.root)
    return ran


def _erase(folder: Path) -> None:
    """Delete everything, although processes that are still ending may remove or add files."""
    for left in reversed(range(PASSES)):
        try:
            shutil.rmtree(folder)
        except OSError as error:
            if folder.exists() and (not left or error.errno not in (ENOENT, ENOTEMPTY)):
                raise
        if not folder.exists():
            return


@contextmanager
def alone(home: Home) -> Iterator[None]:
    """Serializes calls that bring a home's city up or down; a waiting call says so."""
    with ExitStack() as held:
        try:
            held.enter_context(home.lock(wait=False))
        except Busy as busy:
            note(f"{busy}; waiting for it")
            held.enter_context(home.lock())
        yield


def read(city: str) -> Settings:
    """Load a city's file; errors are reported without a traceback."""
    try:
        found = settings.load(city)
        outlines.of(found)
        overrides.check(found)
        return found
    except FileNotFoundError:
        known = sorted(file.stem for file in (ROOT / "cities").glob("*.yaml"))
        raise NotUnderstood(f"no such city: {city}; there are: {', '.join(known)}") from None
    except ValidationError as error:
        raise Failure(f"{city}: {settings.reasons(error)}") from None
    except outlines.Unfit as error:
        raise Failure(str(error)) from None
    except (ValueError, OSError, YAMLError) as error:
        raise Failure(f"{city}: {error}") from None


def move_in(home: Home, city: str, known: Settings) -> Path:
    """Prepare the home; a home has cities of one region, as an engine has one region."""
    if home.city() and home.region() != known.region:
        raise Failure(
            f"{home.root} has {home.city()} in {home.region()}; {known.name} is in"
            f" {known.region}: give it a home of its own by LINLI_HOME, or `down --wipe` this one"
        )
    file = Path(city).resolve() if city.endswith(".yaml") else ROOT / f"cities/{city}.yaml"
    home.write("city.json", {"city": known.name, "region": known.region, "file": str(file)})
    return file
