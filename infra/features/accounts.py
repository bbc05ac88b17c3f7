"""Accounts: who may do what where. Every api reads memberships here, one person at a time."""

from infra.core.core import Core
from infra.core.feature import Feature


def accounts(core: Core) -> Feature:
    with Feature(core, "accounts") as feature:
        feature.api("identity").may_seal().may_ask("notify")
        feature.answers("identity").may_seal().may_list().may_read_many()
        feature.sweeper()
    return feature
