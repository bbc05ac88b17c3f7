"""The codes of communities for stories: nine digits from the city's file, then 001 to 998."""

from dataclasses import dataclass

from infra import settings
from operate.failure import Failure
from operate.home import Home

SIZE = 998


@dataclass(frozen=True)
class Lot:
    """`number` is unique to this run; the codes are reused in rotation."""

    block: str
    number: int

    @property
    def code(self) -> str:
        return f"{self.block}{(self.number - 1) % SIZE + 1:03}"

    @property
    def elsewhere(self) -> str:
        """Another community, which is never the one of a run."""
        return f"{self.block}999"


def draw(home: Home) -> Lot:
    """The next number; other runs, in whichever process, never get the same."""
    block = settings.load(str(home.city_file())).scenario_block
    if block is None:
        raise Failure(f"{home.city_file()} has no scenario_block, which stories need")
    with home.lock("block"):
        number = home.read("block.json").get("last", 0) + 1
        home.write("block.json", {"last": number})
    return Lot(block, number)
