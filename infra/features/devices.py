"""Devices: every device of a city by its kind and place, from its first key to its last."""

from events.accounts import CommunityClosed
from events.devices import CertificatesEnded, DeviceRegistered, DeviceRetired
from events.incidents import HazardReleased, IncidentClosed
from infra.core.core import Core
from infra.core.feature import Feature


def devices(core: Core) -> Feature:
    with Feature(core, "devices") as feature:
        api = feature.api("identity").may_read_many().may_revive()
        api.may_certify().may_command().may_ask("accounts")
        feature.claims().may_list()
        for channel in feature.telemetry("alarm", "reading"):
            channel.may_read_many().may_keep_packs()
        [stating] = feature.telemetry("state")
        stating.may_command().may_read_many()
        settling = feature.reports().may_read_many().may_keep_balances()
        settling.may_ask("environment", "facilities")
        feature.lifecycle()
        own = (DeviceRegistered, DeviceRetired, CertificatesEnded)
        hearing = feature.reactions(IncidentClosed, HazardReleased, CommunityClosed, *own)
        hearing.may_end_certificates().may_read_many().may_list()
        sweeper = feature.sweeper().may_end_certificates().may_read_many().may_list()
        sweeper.may_command().may_erase_packs().may_keep_overdue()
        sweeper.may_know_people().may_ask("environment", "facilities")
        feature.history()
    return feature
