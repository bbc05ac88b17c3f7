"""Prints how a drill went: the faults, and what they did to incidents and device messages."""

from rich.console import Console

from operate.faults.aftermath import Aftermath
from operate.faults.rounds import Rounds
from operate.faults.size import Size
from operate.faults.telemetry.flock import DevicesOutcome
from operate.faults.verdict import Verdict


def tell(console: Console, seed: int, found: Aftermath) -> None:
    faults = ", ".join(f"{fault} {times}" for fault, times in sorted(found.faults.items()))
    met = ", ".join(f"{feature} {times}" for feature, times in found.met.most_common())
    kills = ", ".join(f"{function} {times}" for function, times in found.kills.most_common())
    again = ", ".join(f"{queue} {times}" for queue, times in found.again.most_common())
    console.print(f"{found.total} faults, seed {seed}: {faults}")
    console.print(f"  by feature: {met or 'none'}")
    console.print(f"  workers killed: {kills or 'none'}")
    console.print(f"  delivered twice: {again or 'nothing'}")
    console.print(f"  engine stopped and started: {found.restarts} times")
    console.print(f"  planned, but their calls never came: {found.unfired}")
    for name in ("incidents", "facts", "notices", "messages", "receipts"):
        _tell_verdict(console, name, getattr(found, name))
    console.print(f"  faults that hit incidents: {found.struck}")
    if found.devices:
        _tell_devices(console, found.devices)
        console.print(f"  faults that hit device messages: {found.struck_devices}")
    left = ", ".join(f"{name} {value or 0}" for name, value in found.left._asdict().items())
    console.print(f"left behind: {left}; slowest incident {found.slowest:.0f} s")
    for line in (*found.stalled, *found.broken):
        console.print(f"    [red]{line}[/]", soft_wrap=True)


def tell_sum(console: Console, rounds: Rounds, size: Size) -> None:
    """The sum over all rounds beside the number of faults promised."""
    console.print(f"{len(rounds.all)} rounds, {rounds.failed} of their claims failed")
    pairs = ((rounds.incidents, size.promised), (rounds.devices, size.load.promised))
    for (met, promised), what in zip(pairs, ("incidents", "devices' messages"), strict=True):
        mark = "✓" if met.covers(promised) else "…"
        console.print(f"  {mark} faults that hit {what}: {met}; promised: {promised}")


def _tell_devices(console: Console, outcome: DevicesOutcome) -> None:
    console.print(
        f"devices sent {outcome.messages} messages and repeated {outcome.again}; the broker"
        f" refused {outcome.refused} others; the fleet was killed {outcome.ends} times"
    )
    for name, verdict in outcome.judged._asdict().items():
        _tell_verdict(console, f"telemetry, {name}", verdict)


def _tell_verdict(console: Console, name: str, verdict: Verdict) -> None:
    mark = "[green]✓[/]" if verdict.good else "[red]✗[/]"
    console.print(f"{mark} {name}: {verdict}")
    for kind in ("lost", "doubled", "other"):
        for cause in getattr(verdict, kind)[:5]:
            console.print(f"    {kind}: {cause}", markup=False)
