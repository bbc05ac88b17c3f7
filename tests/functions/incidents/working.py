"""What people do to an incident, step by step, for tests that are about something else."""

PLACE = "140105001001"


def found(hear, machine):
    """-> the only open incident, of which li was told."""
    from functions.incidents import store

    hear("HazardFound")
    [incident] = store.incidents(PLACE, is_open=True, after="").items
    machine(incident.id, "raised")
    return incident.id


def take(person, one, level=1):
    assert person("li").post(f"{one}/acknowledgements", {"level": level})[0] == 201


def handle(person, photo, one):
    work = {"note": "put back", "evidence": [photo("li", one)]}
    assert person("li").post(f"{one}/handlings", work)[0] == 201


def verify(person, one, by="wang"):
    assert person(by).post(f"{one}/verifications", {"note": "seen"})[0] == 201


def close(person, one, **more):
    assert person("zhao").post(f"{one}/closures", {"lesson": "weld it", **more})[0] == 201
