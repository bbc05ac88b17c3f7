"""In which order a city gets to its account."""

from types import SimpleNamespace

import pytest
import yaml

from operate import __main__ as command
from operate import tools
from operate.failure import Failure

ACCOUNT = {"account": "123456789012"}
WRITTEN = {
    "name": "xian",
    "title": {"zh": "西安", "en": "Xi'an"},
    "code": "610100000000",
    "region": "cn-northwest-1",
}


@pytest.fixture
def deploy(tmp_path, monkeypatch):
    """deploy("--bootstrap", **ACCOUNT) -> the exit code; deploy.done: what the CDK was asked."""

    def run(*words, findings=0, fails="", **more):
        def cdk(*asked):
            run.done.append(asked)
            return int(asked[0] == fails)

        def plan(*_, write_names, **__):
            run.done.append(("plan", "--write-names") if write_names else ("plan",))
            return SimpleNamespace(returncode=findings, stdout="")

        monkeypatch.setattr(tools, "plan", plan)
        monkeypatch.setattr(tools, "cdk_of_an_account", cdk)
        path = tmp_path / "city.yaml"
        path.write_text(yaml.safe_dump(WRITTEN | more, allow_unicode=True))
        words = ("deploy", str(path), *words)
        return int(command.assemble(words)(words, standalone_mode=False) or 0)

    run.done = []
    return run


def acts(deploy):
    """Without what changes nothing."""
    return [asked[0] for asked in deploy.done if asked[0] != "plan"]


def test_an_account_is_prepared_once_and_before_the_first_stack(deploy):
    assert deploy("--bootstrap", **ACCOUNT) == 0
    assert acts(deploy) == ["bootstrap", "deploy"]
    assert deploy.done[1][1] == "aws://123456789012/cn-northwest-1"
    assert deploy(**ACCOUNT) == 0
    assert acts(deploy)[2:] == ["deploy"]


def test_nothing_is_deployed_to_an_account_that_could_not_be_prepared(deploy):
    assert deploy("--bootstrap", fails="bootstrap", **ACCOUNT) == 1
    assert acts(deploy) == ["bootstrap"]


def test_a_finding_stops_it_before_the_account_is_touched(deploy):
    assert deploy("--bootstrap", findings=1, **ACCOUNT) == 1
    assert deploy("--bootstrap", "--plan", **ACCOUNT) == 0
    assert acts(deploy) == []


def test_a_city_without_an_account_is_refused_before_it_is_planned(deploy):
    with pytest.raises(Failure, match="names no account"):
        deploy("--bootstrap")
    assert deploy.done == []
    assert deploy("--plan") == 0


def test_new_names_are_registered_by_the_command(deploy):
    """It brings the Node that the template needs; a machine may have none."""
    assert deploy("--plan", "--write-names") == 0
    assert deploy.done == [("plan", "--write-names")]
