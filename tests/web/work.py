"""What the tests of a worker's telephone share: things to do, a photograph, no network."""

import io
import uuid
from contextlib import contextmanager

from PIL import Image

from tests.waiting import until

LONG = 40_000  # ms, for what a machine does by itself that does much else


class Town:
    """Asks the city as one of the people, and must be let."""

    def __init__(self, world, cast):
        self.world, self.cast, self.community = world, cast, cast.community

    def __call__(self, who, method, path, body=None):
        key = {"Idempotency-Key": uuid.uuid4().hex} if method == "POST" else {}
        said = self.world.ask(method, path, self.cast.people[who], body, key)
        assert said.status < 400, (method, path, said.status, said.body)
        return said.body

    def incident(self, what):
        """One that no sensor finds, told to the grid worker on duty."""
        asked = {"category": "A4.3", "priority": "P3", "what": what, "address": "3号楼东侧"}
        made = self(
            "community_worker", "POST", "/v1/incidents", asked | {"community": self.community}
        )
        return self.until(f"/v1/incidents/{made['id']}", "stage", "dispatched")["id"]

    def hazard(self, words, category="lamp_out"):
        """One that a resident reported, and the manager sends the grid worker to."""
        where = {"building": "3号楼", "floor": "2", "point": {"lat": 37.87, "lon": 112.55}}
        body = {"community": self.community, "category": category, "where": where, "words": words}
        report = self("resident", "POST", "/v1/facilities/reports", body)
        path = f"/v1/facilities/hazards/{report['id']}"
        self(
            "manager", "POST", f"{path}/assignments", {"assignee": self.cast.people["grid_worker"]}
        )
        return report["id"]

    def photo(self, who, file, community=None):
        """One that is confirmed, for a report or a repair."""
        wanted = {"community": community or self.community, "content_type": file["mimeType"]}
        offered = self(who, "POST", "/v1/facilities/photos", wanted)
        sent = self.world.send(
            offered["upload"]["url"], offered["upload"]["fields"], file["buffer"]
        )
        assert sent.status < 300, sent
        self(who, "POST", f"/v1/facilities/photos/{offered['id']}/confirmations")
        return offered["id"]

    def until(self, path, name, wanted, who="community_worker"):
        return until(
            lambda: self(who, "GET", path), LONG / 1000, holds=lambda found: found[name] == wanted
        )


def until_on(page, question, within=20.0):
    """`until`, while the page's own events go on, which are handled only in its waiting."""
    return until(question, within, sleep=lambda seconds: page.wait_for_timeout(seconds * 1000))


def photo():
    """As a phone takes it, with the place in it."""
    picture = Image.new("RGB", (2000, 1500), (180, 170, 150))
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 52.0, 14.1), 3: "E", 4: (112.0, 32.0, 56.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def noisy_photo():
    """One that stays large however it is packed."""
    noise = Image.effect_noise((2000, 1500), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=60)
    return {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


FULL = """() => {
  IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }
}"""


def take_photo(page, field="evidence", file=None):
    page.locator(f"#{field}").set_input_files(file or photo())
    page.get_by_text("已存好").first.wait_for()


@contextmanager
def offline(page, visit):
    """Without a network; what the browser says of that is no complaint."""
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)
    forgive(visit)


def forgive(visit):
    """What a test breaks or has refused, browsers tell of: before this and until its end."""
    known = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "ERR_CONNECTION_RESET")
    visit.forgiven = (*known, "status of 4", "status of 503")
