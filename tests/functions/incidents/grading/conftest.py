"""An incident that was raised and judged, of any category."""

import pytest


@pytest.fixture
def lift(duty, hear, machine):
    """People are shut in since just now; li was told."""
    return judged(hear, machine, "A4.1")


@pytest.fixture
def fire(duty, hear, machine):
    return judged(hear, machine, "A6")


def judged(hear, machine, category, **more):
    from functions.incidents.handling import sensing

    one = {"kind": "elevator", "hazard_id": "1a" * 13, "measure": "trapped"} | more
    hear("HazardFound", category=category, **one)
    incident = sensing.incident_of(one["hazard_id"])
    machine(incident, "raised")
    return incident
