"""All models in one file, which each function imports as a whole."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

Kind = Literal["manhole", "hydrant", "gas_detector", "gas_valve"]


class Point(BaseModel):
    lat: float
    lon: float


class Reading(BaseModel):
    device: str
    at: datetime
    value: float
    unit: str | None = None


class Asset(BaseModel):
    asset_id: str
    kind: Kind
    name: str
    community: str
    point: Point | None = None


class Manhole(BaseModel):
    asset_id: str
    cover: str
    depth_cm: int
    sealed: bool


class Hydrant(BaseModel):
    asset_id: str
    pressure_mpa: float
    flow: float | None = None


class Detector(BaseModel):
    asset_id: str
    gas: str
    span: float
    certified: bool


class Valve(BaseModel):
    asset_id: str
    closed: bool
    certified: bool


class Hazard(BaseModel):
    hazard_id: str
    asset_id: str
    measure: str
    value: float
    since: datetime


class Incident(BaseModel):
    incident_id: str
    hazard_id: str
    stage: str
    priority: str
    opened: datetime


class Dispatch(BaseModel):
    incident_id: str
    person: str
    level: int
    due: datetime


class Acknowledgement(BaseModel):
    incident_id: str
    person: str
    at: datetime


class Evidence(BaseModel):
    evidence_id: str
    incident_id: str
    sha256: str
    size: int


class Closure(BaseModel):
    incident_id: str
    lesson: str
    at: datetime


class Roster(BaseModel):
    place: str
    post: str
    shifts: list[str]


class Shift(BaseModel):
    person: str
    start: str
    end: str
    weekdays: list[int]


class Chain(BaseModel):
    community: str
    levels: list[str]


class Grid(BaseModel):
    grid_id: str
    community: str
    workers: list[str]


class Community(BaseModel):
    code: str
    name: str
    households: int


class Building(BaseModel):
    building_id: str
    community: str
    floors: int


class Unit(BaseModel):
    unit_id: str
    building_id: str
    area: int


class Household(BaseModel):
    household_id: str
    unit_id: str
    members: int


class Resident(BaseModel):
    resident_id: str
    household_id: str
    name: str
    born: date | None = None


class Guardian(BaseModel):
    guardian_id: str
    resident_id: str
    phone: str


class Volunteer(BaseModel):
    volunteer_id: str
    skills: list[str]
    hours: float


class Notice(BaseModel):
    notice_id: str
    person: str
    text: str
    at: datetime


class Receipt(BaseModel):
    notice_id: str
    person: str
    kind: str
    at: datetime


class WorkOrder(BaseModel):
    order_id: str
    asset_id: str
    stage: str
    due: datetime


class Inspection(BaseModel):
    inspection_id: str
    asset_id: str
    findings: list[str]


class Certificate(BaseModel):
    certificate_id: str
    device: str
    expires: datetime


class Audit(BaseModel):
    entry_id: str
    actor: str
    action: str
    at: datetime
