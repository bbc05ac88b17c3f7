"""Requests for a device's measurements, shared by the routes."""

from datetime import timedelta

from aws_lambda_powertools.event_handler import Response
from pydantic import AwareDatetime

from functions.devices.kinds.model import Kind
from functions.devices.register.model import Device
from functions.devices.routes import api
from linli import clock
from linli.packs import asking, paging
from linli.packs.asking import Readings
from linli.packs.history import Step


def asked(
    device: Device,
    kind: Kind,
    measure: str,
    begins: AwareDatetime,
    ends: AwareDatetime | None,
    step: Step,
) -> paging.Asked:
    """A sample counts until its device would be considered silent."""
    holds = timedelta(seconds=kind.every_seconds * kind.silent_after)
    return paging.Asked(measure, begins, ends or clock.now(device.community), step, holds)


def shown(
    device: Device, wanted: paging.Asked, after: AwareDatetime | None, form: str | None
) -> Response[Readings | str]:
    return asking.shown(api, device.id, wanted, after, form, clock.now(device.community))
