"""A table that a story sends."""

import csv
import io
from itertools import pairwise

import pytest
from pydantic import ValidationError

from operate.scenario.acts import photo
from operate.scenario.step import Photo
from operate.scenario.table import Table, written

CELLS = {"编号": "MH-${who}-{n}", "纬度": "37.7"}


class Scene:
    """In which `who` is known; what is sent is kept."""

    def __init__(self):
        self.world, self.sent = self, []

    def fill(self, value):
        from operate.scenario.match import fill

        return fill(value, {"who": "li-00001", "offer": {"url": "http://x", "fields": {"a": "b"}}})

    def send(self, url, fields, file):
        from operate.scenario.world import Answer

        self.sent.append((url, fields, file))
        return Answer(204, None)


def rows(data, **how):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8")), **how))


def test_a_table_has_so_many_rows_of_which_so_many_are_wrong():
    table = Table.model_validate(
        {"rows": 2_000, "cells": CELLS, "wrong": {"rows": 31, "cells": {"纬度": "x"}}}
    )
    made = rows(written(table, table.model_dump()))
    assert [row["编号"] for row in made[:2]] == ["MH-${who}-1", "MH-${who}-2"]
    wrong = [n for n, row in enumerate(made) if row["纬度"] == "x"]
    assert (len(made), len(wrong)) == (2_000, 31)
    apart = [b - a for a, b in pairwise(wrong)]
    assert min(apart) >= 64 >= 2_000 // 31


def test_a_step_sends_it_with_what_the_story_knows():
    scene = Scene()
    step = Photo.model_validate({"upload": "${offer}", "table": {"rows": 2, "cells": CELLS}})
    photo.upload(scene, step)
    [(url, fields, file)] = scene.sent
    assert (url, fields) == ("http://x", {"a": "b"})
    assert rows(file)[1]["编号"] == "MH-li-00001-2"


def test_a_table_may_be_as_some_offices_save_it():
    table = Table.model_validate(
        {"rows": 1, "cells": {"名称": "井;盖"}, "delimiter": ";", "encoding": "gb18030"}
    )
    assert written(table, table.model_dump()).decode("gb18030") == '名称\r\n"井;盖"\r\n'


def test_bytes_makes_a_file_exactly_so_large():
    scene = Scene()
    photo.upload(scene, Photo(upload="${offer}", bytes=1_234))
    assert len(scene.sent[0][2]) == 1_234


def test_a_table_of_nothing_is_none():
    with pytest.raises(ValidationError):
        Table.model_validate({"rows": 0, "cells": CELLS})
