"""Deploys a city's assembly to the home's engine, as the CDK would to an account."""

import json
from contextlib import suppress
from pathlib import Path

from botocore.exceptions import ClientError

from operate import assembly, tools
from operate.assembly import Stack
from operate.home import ACCOUNT, Home

SOUND = ("CREATE_COMPLETE", "UPDATE_COMPLETE")
FLAGS = ("--require-approval", "never", "--progress", "events", "--concurrency", "4")


def bootstrap(home: Home) -> bool:
    """Once for each engine: the bucket through which assets travel. False if it was there."""
    with suppress(ClientError):
        home.client("cloudformation").describe_stacks(StackName="CDKToolkit")
        return False
    tools.cdk(home, "bootstrap", f"aws://{ACCOUNT}/{home.region()}")
    return True


def deploy(home: Home, out: Path) -> list[str]:
    """Deploys the stacks that differ from what the engine holds, and returns their ids."""
    changed = [stack.id for stack in assembly.stacks(out) if differs(home, stack)]
    if changed:
        try:
            tools.cdk(home, "deploy", "--app", str(out), "--exclusively", *FLAGS, *changed)
        except tools.ToolFailed:
            assembly.forget(out)
            raise
    return changed


def differs(home: Home, stack: Stack) -> bool:
    """The engine is asked, and no record of ours: it may have lost what a kill interrupted."""
    cloud = home.client("cloudformation")
    try:
        status = cloud.describe_stacks(StackName=stack.name)["Stacks"][0]["StackStatus"]
        held = cloud.get_template(StackName=stack.name)["TemplateBody"]
    except ClientError:
        return True
    wanted = json.loads(stack.template.read_text())
    return status not in SOUND or (json.loads(held) if isinstance(held, str) else held) != wanted
