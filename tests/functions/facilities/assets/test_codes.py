"""What the digits of a code say, and the check that finds a wrong one."""

import pytest

from functions.facilities.assets import codes
from functions.facilities.assets.known import CODES
from functions.facilities.model import Kind

HERE = "140105001001"


@pytest.mark.parametrize(
    ("asset_id", "kind", "why"),
    [
        ("1401050101000001", "manhole", None),
        ("1401060118000042", "street_light", None),
        ("1401050101000001", "hydrant", "class-of-another-kind"),
        ("1401050199000001", "manhole", "class-unknown"),
        ("1401050101000000", "manhole", "no-sequence"),
        ("1404030101000001", "manhole", "area-unknown"),  # a county of another city
        ("1401990101000001", "manhole", "area-unknown"),
        ("9999990101000001", "manhole", "area-unknown"),
        ("MH-1401990101", "manhole", None),  # no code, but an id of the city's own
    ],
)
def test_a_code_says_where_an_asset_is_and_what(asset_id, kind, why):
    assert codes.amiss(asset_id, Kind(kind), HERE, CODES) == why


def test_where_no_counties_are_loaded_the_communitys_stands_for_them():
    bare = CODES._replace(city="510100000000", areas=frozenset())
    there = "510107001001"
    assert codes.amiss("5101070101000001", Kind.MANHOLE, there, bare) is None
    assert codes.amiss("5101040101000001", Kind.MANHOLE, there, bare) == "area-unknown"


def test_each_kind_has_a_class_and_no_class_is_verified():
    assert {kind for row in CODES.classes.values() for kind in row.kinds} == set(Kind)
    assert {row.mark for row in CODES.classes.values()} == {"U"}


def test_the_check_is_that_of_iso_7064():
    assert codes.check("A12425GABC1234002") == "M"
    assert codes.check("11100000MB03271699022340100000000016001") == "9"
    assert codes.check("HY-001") == codes.check("hy001")


def test_one_wrong_digit_or_two_exchanged_are_seen():
    known = "1401050113000427"
    wrong = {known[:n] + d + known[n + 1 :] for n in range(16) for d in "0123456789"} - {known}
    swapped = {known[:n] + known[n + 1] + known[n] + known[n + 2 :] for n in range(15)} - {known}
    assert all(codes.check(one) != codes.check(known) for one in wrong | swapped)
