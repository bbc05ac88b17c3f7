"""What there is in the town: one of each kind in a community, and somebody in each role there and
next door.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests import outside
from tests.makers import csr
from tests.routes import ALL_ROLES, BENCH, LOW, MAKER, TODAY
from tests.trust.town import (
    ASSIGNED,
    CITY,
    CLOSED,
    CONFIRMED,
    DISPATCHED,
    DISSUADED,
    HANDLED,
    HERE,
    HOST,
    JOINED,
    KIOSK,
    KNOWN,
    LED,
    LIFT,
    MIGHTY,
    OTHER,
    PANEL,
    PHONE,
    PICTURE,
    PROPOSED,
    REPAIRED,
    SEEN,
    SENDING,
    SOUNDED,
    SUSPECTED,
    THERE,
    VERIFIED,
)

OFFICES = ("city_operator", "official", "community_worker", "grid_worker", "property_manager")
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime.now(UTC)
NAMED = {"zh": "关爱", "en": "Care"}
SPOT = {"lat": 37.8, "lon": 112.5}


def sow() -> None:
    """In an empty table, where keys can be made: see conftest.py."""
    from linli import members

    for kind in (
        people,
        proofs,
        apps,
        facilities,
        imports,
        windows,
        linked,
        ledger,
        patrols,
        upkeep,
        devices,
        told,
        makers,
        environment,
        sightings,
        incidents,
        emergencies,
        reliefs,
        duty,
        bulks,
        notices,
    ):
        kind()
    members.forget()


def keep(*writes: Any) -> None:
    from linli.store import commit

    for write in writes:
        commit(write)


def people() -> None:
    """Anna has let berta act for her, and an app."""
    from functions.accounts.mandates import model as model_mandates
    from functions.accounts.members import store as store_members
    from functions.accounts.people import store as store_people
    from functions.accounts.people.model import Person
    from linli import roles
    from linli.store import Write

    def member(sub: str, place: str, *held: str, **more: Any) -> None:
        mine = tuple(roles.Membership(role=role, place=place, since=SINCE) for role in held)
        store_members.save(store_members.actor(sub), roles.Actor(id=sub, memberships=mine, **more))

    lasting = {"id": KNOWN["mandate_id"], "kind": "helper", "person": "berta"}
    lasting |= {"principal": "anna", "scopes": ("notices", "profile")}
    lasting |= {"since": SINCE, "until": NOW + timedelta(days=5)}
    mandate = roles.Mandate.model_validate(lasting)
    consent = roles.Consent(client="care", scopes=("notices", "profile"), since=SINCE)
    for role in ALL_ROLES:
        member(role, HERE, role)
        member(f"far_{role}", THERE, role)
        member(f"city_{role}", CITY, role)
    member(MIGHTY, CITY, *OFFICES)
    member("anna", HERE, "resident", given=(mandate,), consents=(consent,))
    member("berta", HERE, "guardian", held=(mandate,))
    for sub, phone in (("anna", PHONE), ("berta", None), ("resident", None)):
        known = Person(id=sub, name="王秀英", place=HERE, created_at=SINCE)
        store_people.enrol(known, phone)
    kept = model_mandates.Kept.model_validate({**lasting, "by": "anna"})
    keep(Write(f"mandate#{mandate.id}", "mandate", kept))


def proofs() -> None:
    from functions.accounts.people import store as store_people
    from functions.accounts.people.model import Look
    from functions.accounts.sessions import store as store_sessions
    from functions.accounts.sessions.model import Challenge, Passkey, Session
    from functions.accounts.telephones import codes
    from linli import seal

    his = {"person": "anna"}
    until = {"client": "linli-web", "method": "otp", "until": NOW + timedelta(days=5)}
    session = Session.model_validate({"id": KNOWN["sid"], "began_at": SINCE, **his, **until})
    passkey = Passkey(id=KNOWN["credential"], public_key="x", made_at=SINCE, **his)
    keep(store_sessions.writing(session), store_sessions.writing(passkey))
    asked = {"id": KNOWN["challenge"], "kind": "code", "made_at": NOW, **his}
    asked |= {"until": NOW + timedelta(hours=1), "answer": codes.answer(asked["id"], "123456")}
    asked |= {"sealed": seal.seal("+8617000000009", f"challenge#{asked['id']}")}
    keep(store_sessions.writing(Challenge.model_validate(asked)))
    look = {"id": store_people.new_id(), "by": "official", "what": "profile", "at": NOW}
    store_people.trace(Look.model_validate({**look, **his, "purpose": "service", "place": HERE}))


def apps() -> None:
    from functions.accounts.communities import model as model_communities
    from functions.accounts.members import model as model_members
    from functions.accounts.members import store as store_members
    from linli.roles import App
    from linli.store import Write

    community = model_communities.Community.model_validate(
        {"code": HERE, "name": NAMED, "opened_at": SINCE}
    )
    app = {"id": "care", "name": NAMED, "owner": "owner", "per_minute": 6_000}
    app |= {"redirects": ["https://c.example/back"], "scopes": ["notices", "profile"]}
    proposal = model_members.Proposal(
        id=KNOWN["proposal_id"],
        community=HERE,
        person="anna",
        role="official",
        proposer="founder",
        proposed_at=NOW,
    )
    keep(
        Write(f"community#{HERE}", "community", community, listed=("communities", HERE)),
        Write("app#care", "app", App.model_validate(app), listed=("apps", "care")),
        store_members.deciding(proposal),
    )


def facilities() -> None:
    from functions.facilities.assets import rules as assets_rules
    from functions.facilities.assets import store as assets
    from functions.facilities.assets.model import Asset
    from functions.facilities.hazards import rules, store
    from functions.facilities.hazards.known import HELD
    from functions.facilities.linkage import store as actions
    from functions.facilities.linkage.model import Action
    from functions.facilities.rulings import store as rulings
    from functions.facilities.rulings.model import Ruling
    from linli import quarantine, unread
    from linli.messages import Sample
    from linli.store import stored

    card = {"id": KNOWN["asset_id"], "community": HERE, "kind": "manhole", "name": "一号"}
    asset = Asset.model_validate({**card, "point": SPOT, "address": "学府街1号"})
    assets.register(asset, assets_rules.line("registered", asset, SINCE, "founder"), "r")
    siren = card | {"id": KNOWN["siren_id"], "kind": "siren", "certified": ["silence"]}
    siren = Asset.model_validate({**siren, "point": SPOT, "address": "学府街1号"})
    assets.register(siren, assets_rules.line("registered", siren, SINCE, "founder"), "r")
    action = Action(
        id=KNOWN["action_id"],
        community=HERE,
        asset_id=asset.id,
        source_id=asset.id,
        hazard_id="h",
        command="close",
        link_id="HAND-gas",
        ordered_at=SINCE,
        send_until=SINCE,
    )
    found = rules.take(
        store.condition(asset),
        [Sample(at=NOW, measures={"tilt_degrees": 33})],
        HELD,
        NOW,
        by_hand=True,
    )
    keep(*actions.change(None, action, SINCE), *store.taken(found, ()))
    ruling = Ruling.model_validate({"kind": KNOWN["asset_kind"], "rules": [LOW]})
    keep(rulings.writing(ruling), rulings.kept(stored(ruling), "anna", NOW))
    quarantine.keep(KNOWN["message_id"], "{", ValueError("odd"))
    tried = unread.Redrive(id=KNOWN["record_id"], by=MIGHTY, at=NOW, found=1)
    keep(unread.written(tried))
    dead_letters()


def dead_letters() -> None:
    """One of each feature that has queues."""
    from linli import aws

    for feature in ("devices", "environment", "facilities", "incidents", "notify", "web"):
        for part in ("reactions", "dead"):
            made = aws.client("sqs").create_queue(QueueName=f"linli-test-{feature}-{part}")
        aws.client("sqs").send_message(QueueUrl=made["QueueUrl"], MessageBody="{}")


def linked() -> None:
    """A siren that sounds because of a fire that stands, and a valve that waits for somebody."""
    from functions.facilities.linkage import store
    from functions.facilities.linkage.model import Action, Alarm

    fire = {"hazard_id": "fire", "asset_id": KNOWN["asset_id"], "kind": "fire_detector"}
    what = {"measure": "fire", "category": "A6.1", "limit_id": "FIRE-point"}
    alarm = Alarm.model_validate({"community": HERE, "at": NOW, **fire, **what})
    because = {"community": HERE, "hazard_id": "fire", "source_id": KNOWN["asset_id"]}
    because |= {"asset_id": KNOWN["siren_id"], "ordered_at": NOW, "send_until": NOW}
    sounded = {"id": SOUNDED, "kind": "siren", "command": "sound", "link_id": "FIRE-siren"}
    closing = {"id": PROPOSED, "kind": "gas_valve", "command": "close", "link_id": "FIRE-gas"}
    actions = [
        Action.model_validate(because | sounded | {"stage": "answered", "outcome": "done"}),
        Action.model_validate(
            because | closing | {"stage": "proposed", "expires_at": NOW + timedelta(hours=1)}
        ),
    ]
    store.order(actions, None, [alarm], NOW)


def ledger() -> None:
    """A hazard at each state at which somebody has to act; anna's report is joined to one."""
    from functions.facilities.ledger import finding, store
    from functions.facilities.ledger.model import Report, Source
    from functions.facilities.photos import store as photos
    from functions.facilities.photos.model import Photo

    about = {"community": HERE, "where": {"point": SPOT}, "at": NOW, "found_by": "patrol"}
    done = {"repairer": "grid_worker"}
    for hazard, more in (
        (KNOWN["hazard_id"], {}),
        (KNOWN["other_hazard"], {}),
        (ASSIGNED, {"state": "assigned", "assignee": MIGHTY}),
        (REPAIRED, {"state": "repaired", **done}),
        (SEEN, {"state": "verified", **done}),
        (LED, {"category": "gas_smell", "found_by": "report"}),
        (HOST, {"members": (KNOWN["report_id"],)}),
        (KNOWN["report_id"], {"found_by": "report", "joined_to": HOST, "joined_at": NOW}),
    ):
        of = about | {k: v for k, v in more.items() if k in ("category", "found_by")}
        source = Source.model_validate({"category": "hydrant", **of, "id": hazard})
        keep(*finding.found(source, NOW).writes)
        store.save(store.entry(hazard).model_copy(update=more))
    his = {"id": KNOWN["report_id"], "number": "BG1", "person": "anna", "category": "hydrant"}
    keep(store.report_of(Report.model_validate({**his, "community": HERE, "at": NOW}), "r"))
    photo = {"community": HERE, "content_type": "image/png", "offered_at": NOW}
    photo |= {"until": NOW + timedelta(hours=1)}
    kept = {"sha256": "0" * 64, "key": "kept/y.jpg", "by": MIGHTY}
    photos.offer(Photo.model_validate({**photo, "id": KNOWN["photo_id"], "by": "anna"}), "r")
    photos.offer(Photo.model_validate({**photo, "id": PICTURE, **kept}), "r")
    _photograph(f"facilities/{KNOWN['photo_id']}")


def patrols() -> None:
    """A plan, and a patrol that is walked."""
    from functions.facilities.patrols import store
    from functions.facilities.patrols.model import KeptPlan, Patrol

    walk = {"community": HERE, "title": "x", "row": "PA1-covers", "route": [KNOWN["asset_id"]]}
    late = {"made_by": MIGHTY, "deadline": NOW + timedelta(days=7)}
    store.make(KeptPlan.model_validate({"id": KNOWN["plan_id"], **walk, **late}), "r")
    patrol = {"id": KNOWN["patrol_id"], "plan_id": KNOWN["plan_id"], "by": MIGHTY}
    patrol |= {"begun_at": SINCE, "received_at": NOW}
    store.begin(Patrol.model_validate({**walk, **patrol}), "r")


def upkeep() -> None:
    """A panel that must be tested, something that was, what waits to be confirmed, and a figure of
    one hazard.
    """
    from functions.facilities.assets import rules as assets_rules
    from functions.facilities.assets import store as assets
    from functions.facilities.assets.model import Asset
    from functions.facilities.insights import store as insights
    from functions.facilities.insights.model import Figure, Outcome
    from functions.facilities.upkeep import acts, store
    from functions.facilities.upkeep.model import Record

    card = {"id": PANEL, "community": HERE, "kind": "fire_panel", "name": "一号"}
    panel = Asset.model_validate({**card, "point": SPOT, "address": "学府街1号"})
    assets.register(panel, assets_rules.line("registered", panel, SINCE, "founder"), "r")
    acts.keep(PANEL)
    lift = Asset.model_validate(panel.model_dump() | {"id": LIFT, "kind": "elevator"})
    assets.register(lift, assets_rules.line("registered", lift, SINCE, "founder"), "r")
    of = {"id": KNOWN["record_id"], "asset_id": KNOWN["asset_id"], "community": HERE}
    by = {"row": "FI1", "what": "test"}
    by |= {"done_at": SINCE, "by": "x", "entered_by": MIGHTY, "entered_at": SINCE}
    store.record(Record.model_validate(of | by), "r", ())
    asked = {"asset_id": PANEL, "entered_by": "property_manager", "waits": True}
    store.record(Record.model_validate(of | by | asked), "r", ())
    month = {"community": HERE, "month": "2026-11"}
    figure = {"id": KNOWN["figure_id"], "by": "kind", "value": "manhole"}
    keep(insights.figure_of(Figure.model_validate(month | figure)))
    hazard = {"hazard_id": KNOWN["hazard_id"], "number": "1", "category": "other"}
    hazard |= {"severity": "major", "found_by": "report", "found_at": SINCE, "closed_at": NOW}
    keep(insights.outcome_of(KNOWN["figure_id"], Outcome.model_validate(month | hazard)))


def devices() -> None:
    """A water meter that is worked on, what somebody has at home, and a kind of the city's own that
    was revised.
    """
    from functions.devices.kinds import rules as kind_rules
    from functions.devices.kinds import store as kinds
    from functions.devices.kinds.model import Card as KindCard
    from functions.devices.readings import store as looks
    from functions.devices.readings.model import Look
    from functions.devices.register import rules, store
    from functions.devices.register.model import Card
    from functions.devices.watching import store as watches
    from functions.devices.watching.model import Alarm, Watch, Work
    from functions.devices.watching.news import Changed

    card = KindCard.model_validate({"id": KNOWN["kind_id"], **BENCH, "prefix": "YY"})
    kind = kinds.add(kind_rules.own(card, kinds.CATALOGUE), "r")
    keep(kinds.kept(kind, "anna", NOW))
    card = {"id": KNOWN["device_id"], "community": HERE, "kind": "water_meter"}
    card |= {"name": "一号", "point": SPOT, "address": "学府街1号"}
    about = kinds.kind("water_meter"), store.LONGEST(NOW), NOW
    device = rules.registered(Card.model_validate(card), *about)
    store.register(device, rules.line("registered", NOW, "anna"), "r")
    agreed = {"person": "anna", "basis": "CONSENT", "document": "x"}
    agreed |= {"until": NOW + timedelta(days=300)}
    home = card | {"id": KNOWN["home_device_id"], "kind": "home_sensor", "agreed": agreed}
    about = kinds.kind("home_sensor"), store.LONGEST(NOW), NOW
    device = rules.registered(Card.model_validate(home), *about)
    store.register(device, rules.line("registered", NOW, "anna"), "r")
    work = {"id": KNOWN["device_window_id"], "request": "r", "why": "test", "begins": NOW}
    work |= {"until": NOW + timedelta(hours=1), "reason": "联调", "by": "anna"}
    windows = (Work.model_validate(work),)
    keep(watches.keep(Watch(device_id=KNOWN["device_id"], community=HERE, windows=windows)))
    for number, whose in enumerate(("device_id", "home_device_id")):
        alarm = {"id": f"{number}a" * 13, "device_id": KNOWN[whose], "community": HERE, **SPOT}
        alarm |= {"kind": "water_meter", "rule": "x", "article": "local", "mark": "U", "level": 1}
        alarm |= {"measure": "x", "value": 1, "raises": "hazard", "priority": "P4"}
        alarm |= {"category": "A4", "onset": SINCE, "said": SINCE}
        keep(watches.keep_alarm(Changed(Alarm.model_validate(alarm))))
    for whose in ("device_id", "home_device_id"):
        look = {"id": "0" * 26, "device_id": KNOWN[whose], "what": "readings", "by": "anna"}
        look |= {"purpose": "incident", "place": HERE, "at": NOW}
        looks.trace(Look.model_validate(look), NOW + timedelta(days=1))


def told() -> None:
    """A kiosk that takes commands and has a certificate; a meter that was told something when its
    kind took that, of which something is wished, that is silent, and misses a message.
    """
    from functions.devices.commands import store as commands
    from functions.devices.commands.model import Command
    from functions.devices.conservation import store as balances
    from functions.devices.conservation.model import Balance, Loss
    from functions.devices.keys import broker
    from functions.devices.keys import store as keys
    from functions.devices.keys.model import Keys
    from functions.devices.kinds import store as kinds
    from functions.devices.presence import rules as silence
    from functions.devices.presence import store as silences
    from functions.devices.register import rules, store
    from functions.devices.register.model import Card
    from functions.devices.twin import store as twins
    from functions.devices.twin.model import Twin
    from linli.store import Write

    card = {"id": KIOSK, "community": HERE, "kind": "kiosk", "name": "一号"}
    card |= {"point": SPOT, "address": "学府街1号"}
    about = kinds.kind("kiosk"), store.LONGEST(NOW), NOW
    kiosk = rules.registered(Card.model_validate(card), *about)
    certificate = broker.certify(csr())
    active = kiosk.model_copy(update={"state": "active", "certificate": certificate})
    store.register(active, rules.line("registered", NOW, "anna"), "r")
    given = {"device_id": KIOSK, "community": HERE, "present": certificate, "given": 1}
    twin = Twin(device_id=KNOWN["device_id"], community=HERE, wished=1)
    keep(keys.keeping(Keys.model_validate(given)), twins.writing(twin))
    command = {"id": KNOWN["command_id"], "device_id": KNOWN["device_id"], "community": HERE}
    command |= {"command": "restart", "by": "anna", "asked_at": NOW}
    command |= {"expires_at": NOW + timedelta(hours=1)}
    meter = store.device(KNOWN["device_id"])
    keep(commands.writing(meter, Command.model_validate(command)))
    span = {"thing": KNOWN["device_id"], "community": HERE, "owner": "devices", "boot": 1}
    span |= {"begins": TODAY, "ends": TODAY + timedelta(hours=1), "first": 1, "sent": 2}
    span |= {"stored": 1, "refused": 0, "missing": 1, "heard_at": NOW, "skew_seconds": 0}
    balance = Balance.model_validate(span)
    assert balances.keep([balance], lambda _: timedelta(days=1))
    keep(silences.keep(silence.silence(meter, SINCE, NOW, None, None)))
    loss = Loss(id=KNOWN["command_id"], community=HERE, hour=TODAY, found_at=NOW)
    keep(Write(f"loss#{loss.id}", "loss", loss, listed=(balances.OPEN, loss.id)))


def makers() -> None:
    """A maker, a batch of his, a claim certificate of it, and an import."""
    from functions.devices.importing import store as tables
    from functions.devices.importing.model import Import
    from functions.devices.keys import broker
    from functions.devices.onboarding import manifest, refusing, store
    from functions.devices.onboarding.acts import Denied
    from functions.devices.onboarding.model import Batch, Claim, Maker

    broker.iot().create_policy(policyName=broker.claims(), policyDocument="{}")
    store.add_maker(Maker.model_validate(MAKER.card()), "r")
    read = manifest.read(MAKER.text("AC-000001,water_meter", batch="2026-06"))
    batch = {"id": read.id, "maker": read.maker, "key": "2026", "issued": read.issued}
    batch |= {"community": HERE, "hourly": 600, "serials": 1, "kinds": read.counted()}
    batch |= {"starts": read.starts(), "added_at": NOW, "by": "anna"}
    store.add_batch(Batch.model_validate(batch), read, "r")
    table = {"id": KNOWN["table_id"], "community": HERE, "stage": "done", "rows": 1}
    tables.begin(Import.model_validate(table | {"by": "anna", "at": NOW}), "r")
    denied = Denied("nobody-waits", store.batch(read.id), None)
    for serial in ("AC-000002", "AC-000003"):
        refusing.note(denied, serial)
    claim = {"id": KNOWN["certificate"], "batch": read.id, "at": NOW, "by": "anna"}
    store.save_claim(Claim.model_validate(claim))


def environment() -> None:
    """A station of air that is over, a case of noise by night, one of water."""
    from functions.environment.cases import life
    from functions.environment.cases import store as cases
    from functions.environment.known import EXCEEDANCES
    from functions.environment.stations import store
    from functions.environment.stations.model import Station
    from functions.environment.values import store as values
    from functions.environment.values.model import Air, Over, Value
    from functions.environment.warnings import rules as warning_rules
    from functions.environment.warnings import store as warnings
    from functions.environment.watching import acts, consequences
    from functions.environment.watching import store as watches

    card = {"community": HERE, "name": "一号", "point": SPOT, "address": "学府街1号"}
    air = Station.model_validate({**card, "id": KNOWN["station_id"], "kind": "air"})
    water = Station.model_validate({**card, "id": "WQ-00001-here", "kind": "water", "water": "tap"})
    noise = Station.model_validate({**card, "id": "NS-00001-here", "kind": "noise", "zone": "1"})
    for station in (air, water, noise):
        store.register(station, "r", acts.begun(station, NOW))
    about = {"station_id": air.id, "community": HERE, "kind": "air", "span": "hour"}
    about |= {
        "begins": NOW - timedelta(hours=2),
        "ends": NOW - timedelta(hours=1),
        "means": {"pm2_5": 200.0},
    }
    hour = Value.model_validate({**about, "air": Air(aqi=251, level=5, primary=("pm2_5",))})
    heavy = next(row for one in EXCEEDANCES for row in one.rows if row.warns)
    stands = consequences.STANDS[air.kind]
    drafted = warning_rules.heard(None, hour, heavy, consequences.AIR.advice, stands)
    assert drafted
    watch = watches.watch(air.id).model_copy(update={"latest": hour})
    keep(values.keep(hour), watches.keep(watch), warnings.keep(drafted))
    limit = {"row": "r", "article": "a", "verified": True, "limit": 1}
    for station, case, key in ((noise, KNOWN["case_id"], "leq"), (water, SUSPECTED, "water")):
        over = Over.model_validate({"key": key, "measure": key, "value": 2, **limit})
        over = over.model_copy(update={"period": "night" if key == "leq" else None})
        row = life.row_for(EXCEEDANCES, over, 1, NOW)
        assert row
        begun = life.begin(station, over, row, NOW - timedelta(hours=1), NOW)
        keep(cases.keep(begun._replace(after=begun.after.model_copy(update={"id": case}))))
    dissuaded = cases.case(KNOWN["case_id"]).model_copy(update={"id": DISSUADED, "version": None})
    spoken = {"party": "property_manager", "at": NOW, "note": "xx", "by": "x", "recorded_at": NOW}
    dissuaded = type(dissuaded).model_validate({**dissuaded.model_dump(), "dissuasions": [spoken]})
    keep(cases.keep(life.Changed(dissuaded)))


def sightings() -> None:
    """A camera, somebody who is watched over, and a fall of his about which he is asked."""
    from functions.environment.sightings import store
    from functions.environment.sightings.model import Look
    from functions.environment.sightings.reports import joining
    from functions.environment.sightings.reports.messages import Seen
    from functions.environment.sightings.rows import rule
    from functions.environment.sightings.sensors import store as sensors
    from functions.environment.sightings.sensors.model import Sensor
    from functions.environment.sightings.wards import store as wards
    from functions.environment.sightings.wards.model import Ward

    card = {"community": HERE, "name": "一号", "point": SPOT}
    camera = Sensor.model_validate({**card, "id": KNOWN["sensor_id"], "kind": "camera"})
    worn = {**card, "id": "WB-00001-here", "kind": "wearable", "person": KNOWN["person"]}
    band = Sensor.model_validate(worn)
    for sensor in (camera, band):
        sensors.register(sensor, "r")
    fall = Seen(v=1, boot=1, seq=1, at=NOW, what="fall", confidence=0.9)
    first = joining.report(band, sensors.record(band), fall, rule("fall", NOW))
    seen = joining.begin(band, first, rule("fall", NOW), NOW).after
    kept = {"person": KNOWN["person"], "community": HERE, "basis": "CONSENT", "document": "x"}
    kept |= {"since": SINCE, "until": NOW + timedelta(days=30), "by": "x", "sensors": [band.id]}
    ward = Ward.model_validate({**kept, "sealed": wards.sealed("3-2-402", KNOWN["person"])})
    mine = seen.model_copy(update={"id": KNOWN["sighting_id"]})
    keep(store.keep(mine), wards.keep(ward))
    seen = {"id": "1", "about": mine.id, "person": mine.person, "by": "x", "what": "person"}
    look = Look.model_validate({**seen, "purpose": "incident", "place": HERE, "at": NOW})
    store.trace([look], NOW + timedelta(days=30))


def imports() -> None:
    """One that is checked, and the file of another."""
    from functions.facilities.imports import driving, judging, sheet, store
    from functions.facilities.imports.rounds import CODES, COLUMNS, KINDS

    lines = ["编号,类型,名称,纬度,经度,地址", "MH-00002-here,窨井盖,=二号,37.8,112.5,街", "x,,,,,"]
    file = "\n".join(lines).encode()
    place = f"incoming/facilities/imports/{HERE}/{KNOWN['upload_id']}"
    outside.put(place, file)
    table = sheet.read(file, COLUMNS)
    rows = [judging.judge(one, table, HERE, {}, KINDS, CODES) for one in table.records]
    job = driving.begun(KNOWN["import_id"], HERE, KNOWN["upload_id"], MIGHTY, len(file), NOW)
    store.begin(job, "r")
    store.keep(driving.read(driving.known(store.job(job.id), table, "0" * 64), rows, NOW))


def windows() -> None:
    """A test that is asked for; and a lighting circuit."""
    from functions.facilities.signals import store as signals
    from functions.facilities.signals.lamps import Circuit
    from functions.facilities.windows import store
    from functions.facilities.windows.model import Window

    asked = {"id": KNOWN["window_id"], "community": HERE, "building": "1号楼", "reason": "检测"}
    asked |= {"begins": NOW, "until": NOW + timedelta(hours=2), "proposed_at": NOW}
    store.propose(Window.model_validate({**asked, "proposer": "property_manager"}), "r")
    keep(signals.lit(Circuit(asset_id=KNOWN["asset_id"], community=HERE, total=9)))


def incidents() -> None:
    """One at each stage at which a person has to act."""
    from events.facilities import HazardFound
    from functions.incidents import store
    from functions.incidents.correlation import rules
    from functions.incidents.handling import sensing
    from functions.incidents.model import Evidence

    about = {"asset_id": KNOWN["asset_id"], "kind": "manhole", "measure": "tilt_degrees"}
    limit = {"value": 17, "article": "a", "priority": "P1", "category": "A4.3", "limit_id": "l"}
    hazard = HazardFound.model_validate(
        {"community": HERE, "at": NOW, "hazard_id": "h", "raises": "incident", **about, **limit}
    )
    raised = sensing.raise_for(hazard, NOW)
    well = raised.sensor.model_copy(update={"normal": True})
    done = {"handler": "grid_worker", "sensor": well}
    for incident, stage, more in (
        (KNOWN["incident_id"], "acknowledged", {"assignee": "grid_worker", "joined": 1}),
        (DISPATCHED, "dispatched", {"assignee": MIGHTY, "level": 1}),
        (HANDLED, "handled", done),
        (VERIFIED, "verified", done),
        (OTHER, "judged", {}),
    ):
        store.save(raised.model_copy(update={"id": incident, "stage": stage, **more}))
    _joined(hazard.model_copy(update={"hazard_id": JOINED}))
    another = rules.member(hazard.model_copy(update={"hazard_id": "h3"}), "manhole", NOW)
    keep(store.member_of(KNOWN["incident_id"], another))
    offered = Evidence(
        id=KNOWN["evidence_id"],
        incident=KNOWN["incident_id"],
        by="grid_worker",
        offered_at=NOW,
        until=NOW + timedelta(hours=1),
        content_type="image/png",
    )
    kept = {"id": CONFIRMED, "sha256": "0" * 64, "key": "kept/x.jpg"}
    for one in (offered, offered.model_copy(update=kept)):
        store.offer(one, "r")
    _photograph(offered.place)


def reliefs() -> None:
    from functions.incidents.teamwork import store
    from functions.incidents.teamwork.model import Relief

    offered = {"by": MIGHTY, "to": MIGHTY, "note": "", "incidents": (), "offered_at": NOW}
    store.offer(Relief(id=KNOWN["relief_id"], community=HERE, **offered), (), "r")


def emergencies() -> None:
    """What the law asks of an incident, and what was taken and learned from one that is over."""
    from functions.incidents import store
    from functions.incidents.lessons import acts as lessons
    from functions.incidents.news import fact
    from functions.incidents.records import store as records
    from functions.incidents.records.model import Keeping, Look, Person, Record
    from functions.incidents.reports import rules as reports_rules
    from functions.incidents.reports import store as reports

    open_one = store.incident(KNOWN["incident_id"])
    fire = open_one.model_copy(update={"category": "A6"})
    for duty in reports_rules.arising(reports.deadlines(), fire, {}, NOW):
        keep(reports.keeping(duty))
    over = open_one.model_copy(
        update={"id": CLOSED, "stage": "closed", "closed_at": NOW, "version": None}
    )
    over = fact(over, "closed", NOW)
    store.save(over, *lessons.counted(over))
    for incident in (KNOWN["incident_id"], CLOSED):
        said = Person(name="张三", need="xx", why="xx")
        sealed = records.sealed(said, incident, "r1")
        keep(
            records.writing(
                Record(id="r1", incident=incident, seq=1, request="", sealed=sealed, by="x", at=NOW)
            ),
            records.keep(Keeping(incident=incident, community=HERE, count=1, due=NOW)),
        )
        look = {"id": records.new_id(), "by": "x", "purpose": "incident", "records": 1}
        records.trace(Look.model_validate({"incident": incident, "at": NOW, **look}))


def _joined(hazard: Any) -> None:
    from functions.incidents import store
    from functions.incidents.correlation import joining, rules
    from functions.incidents.correlation import store as routes
    from functions.incidents.correlation.model import Route

    member = rules.member(hazard, "manhole", NOW)
    joined = joining.join(store.incident(DISPATCHED), member, {}, NOW)
    route = Route(hazard_id=JOINED, incident=DISPATCHED)
    store.save(joined.incident, store.member_of(DISPATCHED, member), routes.lead(route))


def _photograph(place: str) -> None:
    outside.put(f"incoming/{place}", outside.picture())


def duty() -> None:
    from functions.incidents.duty import store
    from functions.incidents.duty.model import Chain, Grid, Roster

    shift = {"person": "grid_worker", "weekdays": [1], "from": "08:00", "until": "20:00"}
    store.put(Roster.model_validate({"place": HERE, "post": "duty", "shifts": [shift]}), 0)
    store.put(Chain(community=HERE, levels=(), operator="x"), 0)
    store.put(Grid(grid=KNOWN["grid"], community=HERE, name="第一网格"), 0)


def bulks() -> None:
    from functions.notify.bulk import rules as bulk_rules
    from functions.notify.bulk import store as bulk_store
    from functions.notify.bulk.asked import BulkAsked
    from functions.notify.bulk.model import Preview, Texts

    texts = Texts(zh="今晚停水", en="No water tonight")
    asked = BulkAsked(place=HERE, texts=texts)
    preview = Preview(recipients=1, with_phone=1, complete=True, segments=1)
    for bulk in (KNOWN["bulk_id"], SENDING):
        drafted = bulk_rules.draft(asked, bulk, "official", texts, preview, NOW)
        stage = {} if bulk != SENDING else {"stage": "counting", "started_at": NOW}
        bulk_store.draft(drafted.model_copy(update=stage), "r")


def notices() -> None:
    from functions.notify.model import Preferences
    from functions.notify.notices import store as notices_store
    from functions.notify.notices.model import Notice

    notices_store.prefer(Preferences(person=MIGHTY, quiet=None), 0)
    notice = {"id": KNOWN["notice_id"], "person": "anna", "community": HERE, "urgency": "P3"}
    notice |= {"template": "accounts.recovered", "kind": "info", "about": "x#1", "at": NOW}
    notice |= {"zh": "您好", "en": "Hello", "asked_by": "accounts"}
    notices_store.begin(Notice.model_validate({**notice, "expires_at": NOW + timedelta(days=1)}))
