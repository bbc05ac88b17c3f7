"""A city on an AWS account, as the command reaches it, over services in memory."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import boto3
import pytest
import yaml
from moto import mock_aws

from operate import here, sign_in
from operate.account import Account
from operate.failure import Failure

ACCOUNT = "123456789012"  # the one that moto plays
WRITTEN = {
    "name": "xian",
    "title": {"zh": "西安", "en": "Xi'an"},
    "code": "610100000000",
    "region": "cn-northwest-1",
}


@pytest.fixture
def write(tmp_path: Path) -> Iterator[Callable[..., str]]:
    def file(**change: str) -> str:
        path = tmp_path / "city.yaml"
        path.write_text(yaml.safe_dump(WRITTEN | change, allow_unicode=True))
        return str(path)

    with mock_aws():
        yield file


def test_its_addresses_are_those_of_its_api(
    write: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    city = here.current(write(account=ACCOUNT))
    hosts = {"linli-other-http": "https://a.example", "linli-xian-http": "https://b.example"}
    pages = [{"Items": [{"Name": name, "ApiEndpoint": at}]} for name, at in hosts.items()]
    apis = SimpleNamespace(get_paginator=lambda _: SimpleNamespace(paginate=lambda: pages))
    monkeypatch.setattr(Account, "client", lambda *_: apis)
    assert city.name == "xian"
    assert city.home.endpoints()["browser"] == "https://b.example"
    assert sign_in.address(city.home, city.name) == "https://b.example/sign-in"


def test_tables_are_those_of_the_account(write: Callable[..., str]) -> None:
    boto3.client("dynamodb", region_name="cn-northwest-1").create_table(
        TableName="linli-xian-facilities",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    assert here.current(write(account=ACCOUNT)).features() == ["facilities"]


def test_settings_of_another_account_are_refused(write: Callable[..., str]) -> None:
    with pytest.raises(Failure, match="in account 999999999999, your settings are of 123456789012"):
        here.current(write(account="999999999999"))
    with pytest.raises(Failure, match="the file of xian names no account"):
        here.current(write())
