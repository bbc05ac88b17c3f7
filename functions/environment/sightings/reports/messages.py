"""What cameras, radars and wearables publish on …/alarm: one thing that was seen, and no picture.

A message with anything else in it, a face for one, is refused whole.
"""

from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from functions.environment.sightings.model import Share
from linli.messages import Sent

Clip = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$")]


class Seen(Sent):
    """`well` is the device's own button: who wears it is all right. `clip` is where the recorder
    keeps what was filmed: a reference, which says nothing by itself.
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
