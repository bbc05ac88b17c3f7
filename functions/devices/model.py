"""What all packages of devices share: ids, kinds, connectivity."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from linli.model import Fact

DeviceId = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}-[A-Za-z0-9-]{1,40}|\d{16})$")]
KindId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Words = Annotated[str, StringConstraints(min_length=2, max_length=1000, strip_whitespace=True)]
Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Serial = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{3,63}$")]
Person = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:@~-]{1,64}$")]
UNSAID = "personal"  # shown instead of a measure or limit about a person, without a stated purpose
Bearer = Literal["wire", "wifi", "4g", "5g", "nb_iot", "lora", "through_gateway"]
State = Literal["registered", "active", "revoked", "retired"]


class Names(Fact):
    zh: Line
    en: Line
