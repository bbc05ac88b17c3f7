"""Questions to the features that store devices' messages, `devices` itself among them."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from linli.ask import ask
from linli.packs import counting
from linli.packs.stretch import Count, Newest, Stretch

T = TypeVar("T")
OWN, TOGETHER = "devices", 100


def counted(owner: str, stretches: Sequence[Stretch]) -> list[Count]:
    """What the owner has stored of each stretch, in order; split into several questions, because
    each searches widely only for its first stretches.
    """
    found: dict[int, Count] = {}
    questions = -(-len(stretches) // TOGETHER)
    for n in range(questions):
        some = list(stretches[n::questions])
        if owner == OWN:
            counts = counting.counted(some)
        else:
            asked = [one.model_dump(mode="json") for one in some]
            counts = [Count.model_validate(one) for one in ask(owner, "counted", stretches=asked)]
        found.update(zip(range(n, len(stretches), questions), counts, strict=True))
    return [found[n] for n in range(len(stretches))]


def newest(owner: str, device_ids: Sequence[str]) -> dict[str, Newest]:
    """Each device's newest sample; devices without one are left out."""
    found: dict[str, Newest] = {}
    for some in hundreds(device_ids):
        if owner == OWN:
            found |= counting.newest(list(some))
        else:
            said = ask(owner, "newest", things=list(some))
            found |= {thing: Newest.model_validate(one) for thing, one in said.items()}
    return found


def by_hundreds(ids: Sequence[str], load: Callable[[Sequence[str]], dict[str, T]]) -> dict[str, T]:
    """What `load` finds of them, a hundred at a time."""
    found: dict[str, T] = {}
    for some in hundreds(ids):
        found |= load(some)
    return found


def hundreds(of: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(of), TOGETHER):
        yield of[start : start + TOGETHER]
