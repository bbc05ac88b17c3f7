"""A number of a person is recognised as people write it; other numbers are left alone."""

import pytest

from linli.anonymous import names_a_person


@pytest.mark.parametrize(
    "written",
    [
        "17000000001",
        "打 170 0000 0001",
        "170-0000-0001",
        "170.0000.0001",
        "170．0000．0001",
        "１７００００００００１",
        "+86 17000000001",
        "８６－１７０－００００－０００１",
        "140105195001010018",
        "身份证11010519491231002x",
        "140105 19500101 0018",
        "110105-19491231-002X",
        "１４０１０５ １９５００１０１ ００１８",
        "１１０１０５１９４９１２３１００２Ｘ",
    ],
)
def test_numbers_of_a_person(written):
    assert names_a_person(written)


@pytest.mark.parametrize(
    "written",
    [
        "20261123-0001",
        "20261123-0001, 20261123-0002",
        "140105001",
        "2026-11-23T08:30:00.123456Z",
        "0351-1234567",
        "112.549248, 37.857014",
        "170000000011",
        "1401050100000001",
    ],
)
def test_other_numbers(written):
    assert not names_a_person(written)


def test_a_part_of_an_id_can_be_told_apart():
    assert names_a_person("a17000000001b")
    assert not names_a_person("a17000000001b", within_an_id=False)
    assert names_a_person("a 17000000001 b", within_an_id=False)
