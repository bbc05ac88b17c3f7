"""The commands that a kind accepts, and their arguments. Pure."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, FiniteFloat, model_validator

from functions.devices.model import Names, Word
from linli.errors import Invalid
from linli.model import Fact

Value = bool | float | str


class Argument(Fact):
    """`type` as in JSON Schema. `least` and `most` bound a number, or the length of a text."""

    argument: Word
    name: Names
    type: Literal["number", "integer", "string", "boolean"]
    unit: Annotated[str, Field(max_length=20)] | None = None
    least: FiniteFloat | None = None
    most: FiniteFloat | None = None
    optional: bool = False

    @model_validator(mode="after")
    def _has_a_range(self) -> Self:
        if self.type == "boolean" and (self.least, self.most) != (None, None):
            raise ValueError("range-of-a-boolean")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError("range-is-empty")
        return self

    def fault(self, value: Value) -> str | None:
        """Why the value is refused, or None."""
        if not _is(self.type, value):
            return "argument-of-another-type"
        size = len(value) if isinstance(value, str) else value
        small = self.least is not None and size < self.least
        large = self.most is not None and size > self.most
        return "argument-out-of-range" if small or large else None


class Control(Fact):
    """A command; without a `name`, the texts have one. Without declared arguments it accepts any,
    for kinds entered before arguments could be declared.
    """

    command: Word
    name: Names | None = None
    arguments: Annotated[tuple[Argument, ...], Field(max_length=8)] | None = None

    @model_validator(mode="after")
    def _each_is_there_once(self) -> Self:
        said = self.arguments or ()
        if len({one.argument for one in said}) < len(said):
            raise ValueError("two-arguments-of-one-name")
        return self


def _named(said: Any) -> Any:
    """A plain string is a command without declared arguments, as in old rows."""
    return {"command": said} if isinstance(said, str) else said


Controls = Annotated[tuple[Annotated[Control, BeforeValidator(_named)], ...], Field(max_length=20)]


def held(controls: tuple[Control, ...], command: str, arguments: Mapping[str, Value]) -> None:
    """Refuse an unknown command, unknown or invalid arguments, and missing ones."""
    control = next((one for one in controls if one.command == command), None)
    if control is None:
        raise Invalid("not-of-its-kind", "/body/command")
    if control.arguments is None:
        return
    taken = {one.argument: one for one in control.arguments}
    for name, value in arguments.items():
        fault = taken[name].fault(value) if name in taken else "argument-unknown"
        if fault:
            raise Invalid(fault, f"/body/arguments/{name}")
    for name, one in taken.items():
        if not one.optional and name not in arguments:
            raise Invalid("argument-missing", f"/body/arguments/{name}")


def _is(type_: str, value: Value) -> bool:
    if isinstance(value, bool) or type_ == "boolean":
        return isinstance(value, bool) and type_ == "boolean"
    if isinstance(value, str) or type_ == "string":
        return isinstance(value, str) and type_ == "string"
    return type_ == "number" or float(value).is_integer()
