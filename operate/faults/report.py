"""Tells how a drill went: what was done to the city, and what it did to the incidents."""

from rich.console import Console

from operate.faults.aftermath import Aftermath


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
        verdict = getattr(found, name)
        mark = "[green]✓[/]" if verdict.good else "[red]✗[/]"
        console.print(f"{mark} {name}: {verdict}")
        for kind in ("lost", "doubled", "other"):
            for cause in getattr(verdict, kind)[:5]:
                console.print(f"    {kind}: {cause}")
    left = ", ".join(f"{name} {value or 0}" for name, value in found.left._asdict().items())
    console.print(f"left behind: {left}; slowest incident {found.slowest:.0f} s")
    for line in (*found.stalled, *found.broken):
        console.print(f"    [red]{line}[/]", soft_wrap=True)
