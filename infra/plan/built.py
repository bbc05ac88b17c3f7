"""Whether the layers are built for an account's architecture and are small enough."""

from collections.abc import Iterator
from pathlib import Path

from infra.core import assets, layers
from infra.core.vendor import LAYERS
from infra.plan.finding import Finding

AARCH64 = 0xB7  # e_machine of an ELF file
LARGEST = 250_000_000  # bytes of a function with all its layers, unpacked
OWN = 5_000_000  # bytes left for the function and the linli layer


def findings() -> Iterator[Finding]:
    total = 0
    for layer in LAYERS:
        home = layers.built(layer, layers.machine(laptop=False))
        total += size(home)
        for library in home.rglob("*.so*"):
            if machine_of(library) != AARCH64:
                yield Finding("layers", str(library.relative_to(home)), "not built for arm64")
    if total + OWN > LARGEST:
        yield Finding("layers", "all", f"{total} bytes unpacked, over {LARGEST - OWN}")


def notes() -> Iterator[str]:
    if assets.compiler() is None:
        yield (
            f"no Python {assets.ACCOUNT_PYTHON} on this machine: functions are shipped uncompiled,"
            " and their starts take twice as long"
        )
    for layer in LAYERS:
        home = layers.built(layer, layers.machine(laptop=False))
        yield f"layer {home.name}: {size(home) / 1e6:.0f} MB for arm64"


def size(home: Path) -> int:
    return sum(path.stat().st_size for path in home.rglob("*") if path.is_file())


def machine_of(library: Path) -> int:
    return int.from_bytes(library.read_bytes()[18:20], "little")
