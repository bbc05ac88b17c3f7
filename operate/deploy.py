"""Deploys a city's assembly to the home's engine, as the CDK would to an account."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from operate import assembly, tools
from operate.assembly import Stack
from operate.home import ACCOUNT, Home

SOUND = ("CREATE_COMPLETE", "UPDATE_COMPLETE")
FLAGS = ("--require-approval", "never", "--progress", "events", "--concurrency", "4")


def bootstrap(home: Home) -> bool:
    """Create the bucket for assets, once per engine. False if it exists."""
    with suppress(ClientError):
        home.client("cloudformation").describe_stacks(StackName="CDKToolkit")
        return False
    tools.cdk(home, "bootstrap", f"aws://{ACCOUNT}/{home.region()}")
    return True


class Deployed(NamedTuple):
    """The ids of changed stacks, and whether one of them is new."""

    changed: list[str]
    created: bool


def deploy(home: Home, out: Path) -> Deployed:
    """Deploy the stacks that differ from those of the engine."""
    held = {stack.id: held_of(home, stack) for stack in assembly.stacks(out)}
    changed = [stack.id for stack in assembly.stacks(out) if held[stack.id] != wanted(stack)]
    if changed:
        try:
            tools.cdk(home, "deploy", "--app", str(out), "--exclusively", *FLAGS, *changed)
        except tools.ToolFailed:
            assembly.forget(out)
            raise
    return Deployed(changed, any(held[stack] is None for stack in changed))


def wanted(stack: Stack) -> dict[str, Any]:
    template: dict[str, Any] = json.loads(stack.template.read_text())
    return template


def held_of(home: Home, stack: Stack) -> dict[str, Any] | None:
    """The engine's template, {} if the stack is broken, None if there is none.

    The engine is asked rather than a record of ours: it may have lost what a kill interrupted.
    """
    cloud = home.client("cloudformation")
    try:
        status = cloud.describe_stacks(StackName=stack.name)["Stacks"][0]["StackStatus"]
        held = cloud.get_template(StackName=stack.name)["TemplateBody"]
    except ClientError:
        return None
    template: dict[str, Any] = json.loads(held) if isinstance(held, str) else held
    return template if status in SOUND else {}
