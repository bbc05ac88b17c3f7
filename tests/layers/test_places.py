import pytest
from pydantic import TypeAdapter, ValidationError

from linli.places import Community, Grid, Place, ancestors, within


def test_the_hierarchy_is_in_the_digits():
    assert ancestors("140105001001002") == (
        "140105001001",
        "140105001000",
        "140105000000",
        "140100000000",
        "140000000000",
    )
    assert ancestors("140100000000") == ("140000000000",)
    assert ancestors("140000000000") == ()


@pytest.mark.parametrize(
    ("place", "of", "inside"),
    [
        ("140105001001", "140105001001", True),
        ("140105001001", "140105001000", True),
        ("140105001001", "140100000000", True),
        ("140105001001002", "140105001001", True),
        ("140105001002", "140105001001", False),
        ("140100000000", "140105001001", False),
        ("140205001001", "140100000000", False),
    ],
)
def test_a_place_lies_in_what_contains_it(place, of, inside):
    assert within(place, of) is inside


@pytest.mark.parametrize("code", ["14010500100１", "1401０0000000", "140105001001٠٠١"])
def test_a_code_is_of_the_digits_that_everybody_types(code):
    for kind in (Place, Community, Grid):
        with pytest.raises(ValidationError):
            TypeAdapter(kind).validate_python(code)
