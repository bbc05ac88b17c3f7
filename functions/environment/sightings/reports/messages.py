"""Messages of cameras, radars and wearables on …/alarm: one detection, without a picture.

A message with any other field, such as a face, is refused whole.
"""

from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from functions.environment.sightings.model import Share
from linli.messages import Sent

Clip = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$")]


class Seen(Sent):
    """`well` is the wearer's button for all is well. `clip` is the recorder's reference, which
    contains no information by itself.
    """

    at: AwareDatetime
    what: Literal["fall", "thrown_object", "well"]
    confidence: Share | None = None
    clip: Clip | None = None

    @model_validator(mode="after")
    def _says_how_sure(self) -> Self:
        if (self.what == "well") != (self.confidence is None):
            raise ValueError("what is seen has a confidence, and a button has none")
        return self

    def times(self) -> list[AwareDatetime]:
        return [self.at]

    def shifted(self, by: timedelta) -> Self:
        return self.model_copy(update={"at": self.at + by})
