"""What is known of an assembly, and when it need not be written again."""

import json
from pathlib import Path
from typing import Any

import pytest

from operate import assembly, deploy, tools
from operate.home import Home

FUNCTION = {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "linli-a-b-alarm"}}
TEMPLATE = {"Resources": {"Alarm": FUNCTION, "Queue": {"Type": "AWS::SQS::Queue"}}}


def written(out: Path) -> None:
    """An assembly as the CDK writes it: stacks stand in one nested for each stage."""
    nested = out / "assembly-taiyuan"
    nested.mkdir(parents=True)
    (out / "manifest.json").write_text(
        json.dumps({"artifacts": {"assembly-taiyuan": {"type": "cdk:cloud-assembly"}}})
    )
    stack = {
        "type": "aws:cloudformation:stack",
        "displayName": "taiyuan/facilities",
        "properties": {"templateFile": "f.template.json", "stackName": "linli-taiyuan-facilities"},
    }
    (nested / "manifest.json").write_text(json.dumps({"artifacts": {"f": stack}}))
    (nested / "f.template.json").write_text(json.dumps(TEMPLATE))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The calls of the app of infra/, which writes an assembly at each."""
    seen: list[tuple[str, ...]] = []

    def python(*words: str, log: Path) -> None:
        seen.append(words)
        written(Path(words[words.index("--out") + 1]))

    monkeypatch.setattr(tools, "python", python)
    return seen


def test_stacks_are_found_in_nested_assemblies(tmp_path: Path) -> None:
    written(tmp_path / "out")
    (stack,) = assembly.stacks(tmp_path / "out")
    assert (stack.id, stack.name) == ("taiyuan/facilities", "linli-taiyuan-facilities")
    assert list(stack.resources("AWS::Lambda::Function")) == [FUNCTION["Properties"]]


def test_the_same_inputs_are_not_synthesized_again(
    home: Home, runs: list[tuple[str, ...]], tmp_path: Path
) -> None:
    checkout = tmp_path / "checkout"
    (checkout / "functions").mkdir(parents=True)
    rules = checkout / "functions/rules.py"
    rules.write_text("LIMIT = 1")
    sources = {"taiyuan": checkout}
    out = assembly.synthesize(home, ["taiyuan"], sources)
    assert assembly.synthesize(home, ["taiyuan"], sources) == out
    assert len(runs) == 1
    rules.write_text("LIMIT = 2")
    assembly.synthesize(home, ["taiyuan"], sources)
    assert len(runs) == 2


def test_a_failed_deploy_leads_to_a_new_synthesis(home: Home, runs: list[tuple[str, ...]]) -> None:
    out = assembly.synthesize(home, ["taiyuan"])
    assembly.forget(out)
    assembly.synthesize(home, ["taiyuan"])
    assert len(runs) == 2


@pytest.mark.parametrize(
    ("status", "held", "changed"),
    [
        ("CREATE_COMPLETE", TEMPLATE, []),
        ("UPDATE_COMPLETE", json.dumps(TEMPLATE), []),
        ("UPDATE_COMPLETE", {"Resources": {}}, ["taiyuan/facilities"]),
        ("UPDATE_ROLLBACK_COMPLETE", TEMPLATE, ["taiyuan/facilities"]),
    ],
)
def test_only_what_the_engine_holds_soundly_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: str, held: Any, changed: list[str]
) -> None:
    class Cloud:
        def describe_stacks(self, **_: str) -> Any:
            return {"Stacks": [{"StackStatus": status}]}

        def get_template(self, **_: str) -> Any:
            return {"TemplateBody": held}

    written(tmp_path / "out")
    monkeypatch.setattr(Home, "client", lambda *_, **__: Cloud())
    monkeypatch.setattr(tools, "cdk", lambda *_: None)
    assert deploy.deploy(Home(tmp_path), tmp_path / "out") == (changed, False)
