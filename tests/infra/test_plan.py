"""`deploy --plan` of a city in China and of one elsewhere; and that each check would say no."""

import json
import subprocess
from types import SimpleNamespace

import pytest

from infra import plan
from infra.plan import built, lint, nag, regions, registered
from infra.settings import Settings, load
from tests import assembly


@pytest.mark.parametrize("name", assembly.CITIES)
def test_nothing_has_to_be_put_right(name):
    templates = assembly.files()[name]
    settings = load(name)
    named = registered.named(templates, settings.region)
    assert list(lint.findings(templates, settings.region)) == []
    assert list(regions.findings(templates, settings.region)) == []
    assert list(registered.findings(name, named)) == []


def test_each_finding_of_cdk_nag_is_put_right_or_has_its_reason():
    assembly.files()
    assert list(nag.findings(assembly.OUT)) == []


def test_the_layers_of_an_account_are_built_for_it():
    try:
        findings = list(built.findings())
    except subprocess.CalledProcessError:
        pytest.skip("wheels for arm64 are neither here nor to be had")
    assert findings == []


def test_a_region_of_china_comes_with_what_nobody_confirmed_and_with_icp():
    notes = {
        name: list(regions.notes(f, load(name).region)) for name, f in assembly.files().items()
    }
    assert any("ICP" in note for note in notes["taiyuan"])
    assert any("unconfirmed in cn-north-1" in note for note in notes["taiyuan"])
    assert notes["lab"] == []


def test_an_http_issuer_or_gateway_and_a_stepped_clock_are_for_laptops():
    gateways = {"sms": [{"name": "sms-a", "url": "http://x"}]}
    changed = {"issuer": "http://x", "gateways": gateways, "clock": "/clock"}
    settings = Settings.model_validate(load("taiyuan").model_dump() | changed)
    found = [finding.where for finding in plan._settings(settings)]
    assert found == ["issuer", "sms-a", "clock"]


@pytest.mark.parametrize("operators", [[], ["he-jun"], ["he-jun", "he-jun"]])
def test_an_account_needs_two_operators(operators):
    settings = load("taiyuan").model_copy(update={"operators": tuple(operators)})
    assert [finding.where for finding in plan._settings(settings)] == ["operators"]


def test_a_region_that_does_not_exist_is_a_finding(tmp_path):
    settings = load("taiyuan").model_copy(update={"region": "cn-nort-1"})
    assert [found.what for found in plan.plan(settings, tmp_path).findings] == [
        "no such region is known: cn-nort-1"
    ]


def test_lint_still_finds_a_state_that_is_not_there(tmp_path):
    """Although it reads a copy, in which China's own ARNs are those of `aws`."""
    broken = _changed(assembly.files()["taiyuan"]["incidents"], tmp_path)(
        lambda text: text.replace('StartAt\\": \\"', 'StartAt\\": \\"No')
    )
    assert "E3601" in str(list(lint.findings({"incidents": broken}, "cn-north-1")))


def test_a_service_that_china_lacks_is_found(tmp_path):
    template = tmp_path / "core.json"
    template.write_text('{"Resources": {"Pool": {"Type": "AWS::Cognito::UserPool"}}}')
    (found,) = regions.findings({"core": template}, "cn-north-1")
    assert found.where == "core/Pool"
    assert list(regions.findings({"core": template}, "eu-central-1")) == []


def test_a_finding_without_a_reason_and_a_reason_without_a_finding_are_found(tmp_path):
    violation = {"ruleName": "NEW1", "violatingConstructs": [{"constructPath": "taiyuan/core/X"}]}
    report = {"pluginReports": [{"violations": [violation]}]}
    (tmp_path / nag.REPORT).write_text(json.dumps(report))
    found = list(nag.findings(tmp_path))
    assert found[0].what == "NEW1"
    assert all("excuses" in finding.what for finding in found[1:])
    assert len(found) > 1


def test_every_reason_is_a_reason():
    rows = nag.reviewed()
    assert all(len(row.why) > 20 or row.why.startswith(("It is", "As ")) for row in rows)


TABLE = {"type": "AWS::DynamoDB::Table", "name": "linli-x-parks", "KeySchema": ["pk"]}


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ({"parks/A": TABLE | {"KeySchema": ["id"]}}, "REPLACED"),
        ({"parks/A": TABLE | {"name": "linli-x-lawns"}}, "REPLACED"),
        ({"parks/B": TABLE}, "NAME TAKEN"),
        ({}, "GONE"),
    ],
)
def test_what_would_replace_or_lose_a_named_resource_is_found(after, said):
    (found,) = registered.changes({"parks/A": TABLE}, after)
    assert found.what.startswith(said)


def test_an_addition_is_no_finding_but_has_to_be_registered():
    new = {"parks/A": TABLE, "parks/B": TABLE | {"name": "linli-x-other"}}
    assert list(registered.changes({"parks/A": TABLE}, new)) == []


def test_what_only_a_creation_can_set_is_registered_of_a_table():
    table = registered.named(assembly.files()["taiyuan"], "cn-north-1")
    keys = next(row for row in table.values() if row["name"] == "linli-taiyuan-incidents")
    assert {key["AttributeName"] for key in keys["KeySchema"]} == {"pk", "sk"}


def test_names_leave_room_for_the_longest_city():
    row = {"type": "AWS::Lambda::Function", "name": "linli-lab-" + "x" * 50}
    (found,) = registered.too_long("lab", {"parks/A": row})
    assert "69 letters" in found.what


def test_a_library_for_another_machine_is_found(tmp_path, monkeypatch):
    library = tmp_path / "x.so"
    library.write_bytes(b"\x7fELF" + b"\0" * 14 + (0x3E).to_bytes(2, "little"))
    monkeypatch.setattr(built, "layers", SimpleNamespace(built=lambda *_: tmp_path, machine=dict))
    assert "not built for arm64" in str(list(built.findings()))


def test_a_machine_that_cannot_compile_for_an_account_is_told(monkeypatch):
    monkeypatch.setattr(built, "LAYERS", ())
    assert list(built.findings()) == []
    monkeypatch.setattr("infra.core.assets.compiler", lambda: None)
    assert "uncompiled" in str(list(built.notes()))
    monkeypatch.setattr("infra.core.assets.compiler", lambda: "python3.13")
    assert list(built.notes()) == []


def _changed(template, tmp_path):
    def change(how):
        copy = tmp_path / template.name
        before = template.read_text()
        copy.write_text(how(before))
        assert copy.read_text() != before
        return copy

    return change
