"""Environment: stations of air, noise and water; what they measure is public."""

from events.accounts import CommunityClosed
from events.devices import CertificatesEnded
from events.environment import FallSuspected
from events.incidents import HazardReleased, IncidentClosed
from events.notify import NoticeAnswered
from infra.core.core import Core
from infra.core.feature import Feature


def environment(core: Core) -> Feature:
    with Feature(core, "environment") as feature:
        api = feature.api("identity").may_read_many().may_revive().may_seal()
        api.may_ask("accounts")
        feature.open("GET /v1/environment/indexes")
        feature.open("GET /v1/environment/stations")
        feature.open("GET /v1/environment/stations/{station_id}")
        feature.open("GET /v1/environment/stations/{station_id}/history")
        feature.open("GET /v1/environment/warnings")
        for channel in feature.telemetry("alarm", "reading"):
            channel.may_read_many().may_keep_packs()
        over = (IncidentClosed, HazardReleased, CommunityClosed, CertificatesEnded)
        feature.reactions(FallSuspected, NoticeAnswered, *over).may_list().may_know_people()
        feature.workflow("asking").may_know_people()
        feature.sweeper().may_know_people()
        feature.answers("identity").may_seal()
        feature.history()
    return feature
