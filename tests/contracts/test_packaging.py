"""Each handler is imported with its asset and its layers, and nothing else of this machine."""

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
import yaml
from botocore.loaders import Loader
from botocore.session import get_session

from infra import ROOT
from infra.core import assets, city, layers
from infra.core.layers import HERE, Machine
from infra.core.vendor import LAYERS
from tests import assembly
from tests.assembly import functions

PYTHONS = [Machine(sys.executable)]
if (other := assets.compiler()) and other != sys.executable:
    PYTHONS.append(Machine(other))
FEATURES = tuple(feature.__name__ for feature in city.FEATURES)
LINE = """
import importlib, json, os, sys
*paths, handlers = json.loads(sys.argv[1])
sys.path[:0] = paths
seen = {}
for heavy in ("linli.api", "linli.store", "cedarpy"):  # once for all, from the same places
    importlib.import_module(heavy)
for handler in handlers:
    child = os.fork()
    if child == 0:
        module, _, name = handler.rpartition(".")
        assert callable(getattr(importlib.import_module(module), name))
        os._exit(3 if {"awscrt", "aws_xray_sdk", "yaml", "moto"} & sys.modules.keys() else 0)
    seen[handler] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def imports():
    """All at once, as each takes a second."""
    pairs = [(feature, python) for feature in FEATURES for python in PYTHONS]
    assembly.laptop()
    with ThreadPoolExecutor() as pool:
        return dict(zip(pairs, pool.map(_imports, *zip(*pairs, strict=True)), strict=True))


@pytest.mark.parametrize("python", PYTHONS, ids=lambda machine: assets.version(machine.python))
@pytest.mark.parametrize("feature", FEATURES)
def test_each_handler_imports_with_its_asset_and_layers_alone(feature, python, imports):
    assert imports[feature, python]
    assert set(imports[feature, python].values()) == {0}


def test_the_linli_layer_holds_the_city_that_functions_ask_for():
    layer = assets.linli(ROOT, _settings())
    told = json.loads((layer / "python/linli/city.json").read_text())
    assert told["name"] == "taiyuan"
    assert told["clock"].endswith("clock.json")


def test_an_asset_holds_its_own_package_and_events_only():
    asset = assets.feature(ROOT, "facilities", _settings())
    assert {path.name for path in asset.iterdir()} == {"functions", "events"}
    packages = {p.name for p in (asset / "functions").iterdir() if p.is_dir()} - {"__pycache__"}
    assert packages == {"facilities"}
    kinds = {path.suffix for path in asset.rglob("*") if path.is_file()}
    assert kinds <= {".py", ".pyc", ".json", ".cedar"}


def test_all_that_is_shipped_is_compiled_and_trusted_as_it_is():
    trees = [assets.feature(ROOT, "incidents", _settings()), assets.linli(ROOT, _settings())]
    for tree in [*trees, layers.built("runtime", HERE)]:
        compiled = list(tree.rglob("*.pyc"))
        assert len(compiled) == len(list(tree.rglob("*.py")))
        for file in compiled[:50]:
            assert file.read_bytes()[4:8] == b"\1\0\0\0", "unchecked hash"
            assert str(ROOT).encode() not in file.read_bytes()


def test_the_runtime_layer_is_trimmed_and_has_no_awscrt():
    runtime = layers.built("runtime", HERE) / "python"
    assert not (runtime / "awscrt").exists()
    services = {path.name for path in (runtime / "botocore/data").iterdir() if path.is_dir()}
    assert services == set(layers.SERVICES)


def test_botocore_knows_every_service_that_a_function_calls():
    """Tables are reached through pynamodb, which is a client too."""
    files = [*(ROOT / "layers/linli").rglob("*.py"), *(ROOT / "functions").rglob("*.py")]
    text = "\n".join(path.read_text() for path in files)
    called = set(re.findall(r'\.client(?:\(|, )"([a-z0-9-]+)"', text))
    assert called | {"dynamodb"} == set(layers.SERVICES)


@pytest.mark.parametrize("region", ["cn-north-1", "cn-northwest-1", "us-east-1"])
def test_what_is_left_of_botocore_finds_the_same_addresses(region):
    left = layers.built("runtime", HERE) / "python/botocore/data"

    def addresses(loader):
        session = get_session()
        session.register_component("data_loader", loader)
        session.set_credentials("x", "x")
        clients = (session.create_client(name, region) for name in layers.SERVICES)
        return [(one.meta.endpoint_url, one.meta.partition) for one in clients]

    trimmed = Loader([str(left)], include_default_search_paths=False)
    assert addresses(trimmed) == addresses(Loader())


def test_what_features_want_told_is_staged_for_the_one_that_words_it():
    asset = assets.feature(ROOT, "notify", _settings())
    staged = json.loads((asset / "functions/notify/templates.json").read_text())
    texts = {path.parent.name: path for path in ROOT.glob("functions/*/texts.yaml")}
    assert staged == {
        feature: yaml.safe_load(path.read_text()).get("notices", {})
        for feature, path in texts.items()
    }
    assert staged["incidents"]


def test_what_a_browser_is_served_is_staged_as_it_is():
    asset = assets.feature(ROOT, "accounts", _settings())
    for path in (ROOT / "functions/accounts/sign_in/pages/static").iterdir():
        staged = asset / "functions/accounts/sign_in/pages/static" / path.name
        assert staged.read_bytes() == path.read_bytes()


def test_what_runs_is_what_is_tested():
    """A vendor layer pins the versions of the environment that unit tests run in."""
    ours = _pins(ROOT / "requirements/product.txt")
    for file in (ROOT / "layers/vendor").glob("*.txt"):
        assert _pins(file).items() <= ours.items(), file.name


def _pins(file):
    lines = [line.split(" ")[0] for line in file.read_text().splitlines() if "==" in line]
    return dict(line.split("==") for line in lines)


def _settings():
    return assembly.city().on_laptop(*assembly.HERE)


def _by_path(feature, python):
    """Handlers by the places they are imported from: their layers, and then their asset."""
    stacks = {stack: assembly.laptop()[stack] for stack in (feature, "core")}
    mine = f"linli-taiyuan-{feature}-"
    found = {}
    for function in functions(stacks).values():
        if not function["FunctionName"].startswith(mine):
            continue
        vendor = [layer for layer in LAYERS if f"-{layer}-" in json.dumps(function["Layers"])]
        found.setdefault(_path(feature, tuple(vendor), python), []).append(function["Handler"])
    return {path: sorted(set(handlers)) for path, handlers in found.items()}


def _imports(feature, python):
    """How each handler's import ended: 0, or 3 if it brought what no function needs."""
    seen = {}
    for path, handlers in _by_path(feature, python).items():
        seen |= _import(python.python, path, handlers)
    return seen


@cache
def _path(feature, vendor, python):
    layer, asset = _staged(feature)
    trees = [layer, *(layers.built(name, python) for name in vendor)]
    return (*(str(tree / "python") for tree in trees), str(asset))


@cache
def _staged(feature):
    """What each function of a feature has, whose names are hashes of hundreds of files."""
    return assets.linli(ROOT, _settings()), assets.feature(ROOT, feature, _settings())


def _import(python, path, handlers):
    environment = {
        "PATH": os.defpath,
        "AWS_REGION": "cn-north-1",
        "AWS_DEFAULT_REGION": "cn-north-1",
        "LAMBDA_TASK_ROOT": path[-1],
        "POWERTOOLS_SERVICE_NAME": path[-1].rpartition("/")[2].partition("-")[0],
        "TABLE": "t",
        "CITY": "taiyuan",
        "BUS": "b",
        "MACHINES": "m",
        "ISSUER": "https://i",
    }
    words = [python, "-I", "-S", "-B", "-c", LINE, json.dumps([*path, handlers])]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, cwd="/")
    assert done.returncode == 0, done.stderr
    if any(json.loads(done.stdout).values()):
        sys.stderr.write(done.stderr)
    return json.loads(done.stdout)
