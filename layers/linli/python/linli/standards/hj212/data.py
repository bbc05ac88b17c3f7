"""The data of a frame: who says what kind of thing, and the items of it."""

import re
from collections.abc import Iterable
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from linli.standards.malformed import OutOfRange, TooLong

from . import moment
from .errors import MissingField, WrongField, WrongText
from .frame import LARGEST, unwrap, wrap
from .tables import Edition, edition

Pair = tuple[str, str]
Group = tuple[Pair, ...]  # what stands between two semicolons

ANSWER, DIVIDED, VERSION = 0b01, 0b10, 2  # bits of Flag, and where its version begins
OPEN, CLOSE = "CP=&&", "&&"
NUMBER, FIELDS = re.compile(r"[0-9]{1,4}"), ("QN", "ST", "CN", "PW", "MN", "Flag", "PNUM", "PNO")
NEEDED = MappingProxyType(
    {
        "ST": re.compile(r"[0-9]{2}"),
        "CN": re.compile(r"[0-9]{4}"),
        "PW": re.compile(r"[^;,=&#\s]{1,6}"),
        "MN": re.compile(r"[0-9A-Za-z]{1,24}"),
        "Flag": re.compile(r"[0-9]{1,3}"),
    }
)
LATER = re.compile(r"[^;,=&#\s]+")  # what a field may be in an edition that was not read
NAME, VALUE = re.compile(r"[^;,=&\r\n]+"), re.compile(r"[^;,&\r\n]*")


class Data(NamedTuple):
    """`part` is (number, of how many) where Flag says that it is divided. `more` are fields that
    the edition of 2017 does not have. A password is never shown.
    """

    st: str
    cn: str
    pw: str
    mn: str
    flag: int
    qn: datetime | None = None
    cp: tuple[Group, ...] = ()
    part: tuple[int, int] | None = None
    more: Group = ()

    @property
    def answer_wanted(self) -> bool:
        return bool(self.flag & ANSWER)

    @property
    def edition(self) -> Edition:
        return edition(self.flag >> VERSION)

    def __repr__(self) -> str:
        return f"Data(st={self.st}, cn={self.cn}, mn={self.mn}, flag={self.flag}, qn={self.qn})"


def decode(sent: bytes) -> Data:
    """Exactly one frame."""
    return parse(unwrap(sent))


def encode(data: Data) -> bytes:
    return wrap(write(data))


def parse(said: bytes) -> Data:
    try:
        head, opened, rest = said.decode("utf-8").partition(OPEN)
    except UnicodeDecodeError:
        raise WrongText from None
    body = rest.removesuffix(CLOSE)
    if not opened:
        raise MissingField("CP")
    if body == rest or "&" in body or not head.endswith(";"):
        raise WrongField("CP")
    data = _data(dict(_fields(head[:-1].split(";"))), _groups(body))
    if data.edition.verified and len(said) > LARGEST:
        raise TooLong
    return data


def write(data: Data) -> bytes:
    """Fields in the order of the standard; what would not be read as it is meant is not written."""
    data = data._replace(qn=data.qn and moment.cut(data.qn))
    number, of = data.part or (None, None)
    qn = data.qn and moment.write(data.qn)
    values = (qn, data.st, data.cn, data.pw, data.mn, data.flag, of, number)
    known = [(name, str(v)) for name, v in zip(FIELDS, values, strict=True) if v is not None]
    head = "".join(f"{name}={value};" for name, value in [*known, *data.more])
    body = ";".join(",".join(f"{name}={value}" for name, value in group) for group in data.cp)
    said = f"{head}{OPEN}{body}{CLOSE}".encode()
    if data.edition.verified and len(said) > LARGEST:
        raise TooLong
    try:
        same = parse(said) == data
    except (MissingField, WrongField) as error:
        raise OutOfRange(str(error)) from None
    if not same:
        raise OutOfRange
    return said


def _data(fields: dict[str, str], cp: tuple[Group, ...]) -> Data:
    flag = _number(fields, "Flag", 0xFF)
    strict = edition(flag >> VERSION).verified
    for name, form in NEEDED.items():
        if name not in fields:
            raise MissingField(name)
        if not (form if strict or name == "Flag" else LATER).fullmatch(fields[name]):
            raise WrongField(name)
    return Data(
        **{name.lower(): fields[name] for name in ("ST", "CN", "PW", "MN")},
        flag=flag,
        qn=moment.read(fields["QN"], moment.MILLISECONDS) if "QN" in fields else None,
        cp=cp,
        part=_part(fields, flag),
        more=tuple((name, value) for name, value in fields.items() if name not in FIELDS),
    )


def _part(fields: dict[str, str], flag: int) -> tuple[int, int] | None:
    if not flag & DIVIDED:
        if {"PNUM", "PNO"} & set(fields):
            raise WrongField("PNUM")
        return None
    of = _number(fields, "PNUM", 9999)
    number = _number(fields, "PNO", of)
    if not number:
        raise WrongField("PNO")
    return number, of


def _number(fields: dict[str, str], name: str, most: int) -> int:
    if name not in fields:
        raise MissingField(name)
    if not NUMBER.fullmatch(fields[name]) or int(fields[name]) > most:
        raise WrongField(name)
    return int(fields[name])


def _fields(pairs: Iterable[str]) -> Group:
    found = tuple(_pair(pair) for pair in pairs)
    if len({name for name, _ in found}) != len(found):
        raise WrongField("twice")
    return found


def _groups(body: str) -> tuple[Group, ...]:
    """A semicolon too many, as many monitors send at the end, is nothing."""
    return tuple(tuple(map(_pair, one.split(","))) for one in body.split(";") if one)


def _pair(said: str) -> Pair:
    name, equals, value = said.partition("=")
    if not equals or not NAME.fullmatch(name) or not VALUE.fullmatch(value):
        raise WrongField(name)
    return name, value
