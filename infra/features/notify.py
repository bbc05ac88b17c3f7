"""Notify: what any feature wants somebody told reaches him, by one channel or the next."""

from events.notify import AttemptPlanned, NoticeAsked
from infra.core.core import Core
from infra.core.feature import Feature


def notify(core: Core) -> Feature:
    with Feature(core, "notify") as feature:
        feature.api().may_drive().may_notify().may_use_gateways()
        feature.open("POST /v1/notify/callbacks/{gateway}")
        feature.reactions(NoticeAsked).may_notify().may_ask("accounts")
        feature.outgoing(AttemptPlanned).may_ask("accounts")
        feature.answers().may_use_gateways()
        feature.sweeper().may_notify().may_ask("accounts")
    return feature
