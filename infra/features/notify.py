"""Notify: delivers the notices of all features to people, by one channel after another."""

from events.notify import AttemptPlanned, NoticeAsked, NoticeSettled
from infra.core.core import Core
from infra.core.feature import Feature
from infra.core.function import WAITED_FOR


def notify(core: Core) -> Feature:
    with Feature(core, "notify") as feature:
        feature.api().may_drive().may_use_gateways().may_ask("accounts").may_revive()
        feature.open("POST /v1/notify/callbacks/{gateway}")
        feature.reactions(NoticeAsked, NoticeSettled).may_know_people().may_notify()
        feature.outgoing(AttemptPlanned).may_know_people().may_ask("accounts")
        feature.answers().may_use_gateways()
        steps = feature.workflow("bulk", timeout=WAITED_FOR)  # longer than an answer may take
        steps.may_drive().may_read_many().may_ask("accounts", "notify")
        feature.sweeper().may_know_people()
    return feature
