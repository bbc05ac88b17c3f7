"""A city's AWS account in place of this machine's engine, with the caller's own AWS settings."""

from typing import Any

import boto3

from infra.settings import Settings
from operate import after_deploy, life
from operate.failure import Failure
from operate.home import ENVIRONMENTS, Home


class Account(Home):
    def __init__(self, city: Settings) -> None:
        super().__init__(ENVIRONMENTS / "accounts" / city.name)
        self.settings = city

    def region(self) -> str:
        return self.settings.region

    def client(self, service: str, **options: Any) -> Any:
        return boto3.client(service, region_name=self.region(), **options)

    def reached(self, api: dict[str, Any]) -> dict[str, Any]:
        return {"api": api["ApiEndpoint"], "browser": api["ApiEndpoint"]}

    def endpoints(self) -> dict[str, Any]:
        return after_deploy.endpoints(self, self.settings.name)


def of(city: str) -> Account:
    """Refused if the AWS settings are of another account than the city's file names."""
    account = Account(life.read(city))
    wanted = account.settings.account
    if not wanted:
        raise Failure(f"the file of {account.settings.name} names no account")
    used = account.client("sts").get_caller_identity()["Account"]
    if used != wanted:
        raise Failure(
            f"{account.settings.name} is in account {wanted}, your settings are of {used}"
        )
    return account
