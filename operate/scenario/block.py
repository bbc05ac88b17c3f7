"""The communities that are kept for stories: codes 140105599001 to 998, one run each."""

from dataclasses import dataclass

from operate.home import Home

BLOCK, SIZE = "140105599", 998
ELSEWHERE = f"{BLOCK}999"  # never a run's own: another community, for those who belong to one


@dataclass(frozen=True)
class Lot:
    """`number` is this run's own for ever; the codes come round again."""

    number: int

    @property
    def code(self) -> str:
        return f"{BLOCK}{(self.number - 1) % SIZE + 1:03}"


def draw(home: Home) -> Lot:
    """The next number; no other run, of whichever process, draws it."""
    with home.lock("block"):
        number = home.read("block.json").get("last", 0) + 1
        home.write("block.json", {"last": number})
    return Lot(number)
