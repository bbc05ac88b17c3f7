"""How long presses took, of which a browser tells only the slow ones."""

from bench.fire.presses import each


def test_presses_that_were_too_quick_to_be_told_count_as_the_shortest() -> None:
    assert each([], 3) == [16, 16, 16]  # on a fast machine
    assert each([40, 24], 3) == [40, 24, 16]
    assert each([40, 24], 2) == [40, 24]
