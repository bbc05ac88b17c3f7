"""Tells how a drill went: what was done to the city, and what it did to the incidents."""

from rich.console import Console

from operate.faults.aftermath import Aftermath
from operate.faults.rounds import Rounds
from operate.faults.size import Size
from operate.faults.telemetry.flock import Told
from operate.faults.verdict import Verdict


def tell(console: Console, seed: int, found: Aftermath) -> None:
    faults = ", ".join(f"{fault} {times}" for fault, times in sorted(found.faults.items()))
    met = ", ".join(f"{feature} {times}" for feature, times in found.met.most_common())
    kills = ", ".join(f"{function} {times}" for function, times in found.kills.most_common())
    again = ", ".join(f"{queue} {times}" for queue, times in found.again.most_common())
    console.print(f"{found.total} faults, seed {seed}: {faults}")
    console.print(f"  met calls of: {met or 'nobody'}")
    console.print(f"  workers killed: {kills or 'none'}")
    console.print(f"  delivered again: {again or 'nothing'}")
    console.print(f"  engine stopped and started: {found.restarts} times")
    console.print(f"  planned and never met: {found.unfired}")
    for name in ("incidents", "facts", "notices", "messages", "heard"):
        _tell_verdict(console, name, getattr(found, name))
    console.print(f"  what met incidents: {found.struck}")
    if found.devices:
        _tell_devices(console, found.devices)
        console.print(f"  what met their messages: {found.struck_devices}")
    left = ", ".join(f"{name} {value or 0}" for name, value in found.left._asdict().items())
    console.print(f"left behind: {left}; slowest incident {found.slowest:.0f} s")
    for line in (*found.stalled, *found.broken):
        console.print(f"    [red]{line}[/]", soft_wrap=True)


def tell_sum(console: Console, rounds: Rounds, size: Size) -> None:
    """Beside what all rounds together must meet."""
    console.print(f"{len(rounds.all)} rounds, {rounds.failed} of their claims failed")
    pairs = ((rounds.incidents, size.promised), (rounds.devices, size.load.promised))
    for (met, promised), what in zip(pairs, ("incidents", "devices' messages"), strict=True):
        mark = "✓" if met.covers(promised) else "…"
        console.print(f"  {mark} {what} met: {met}; promised: {promised}")


def _tell_devices(console: Console, told: Told) -> None:
    console.print(
        f"devices said {told.messages} messages, and {told.again} times one of them again; the"
        f" broker refused {told.refused} others; their fleet was killed {told.ends} times"
    )
    for name, verdict in told.judged._asdict().items():
        _tell_verdict(console, f"telemetry, {name}", verdict)


def _tell_verdict(console: Console, name: str, verdict: Verdict) -> None:
    mark = "[green]✓[/]" if verdict.good else "[red]✗[/]"
    console.print(f"{mark} {name}: {verdict}")
    for kind in ("lost", "doubled", "other"):
        for cause in getattr(verdict, kind)[:5]:
            console.print(f"    {kind}: {cause}", markup=False)
