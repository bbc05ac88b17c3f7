"""Whatever bytes are sent, they are records or a reason."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.facilities.imports import cells, judging, sheet
from functions.facilities.imports.model import MOST, Row
from functions.facilities.imports.rounds import CODES, COLUMNS, KINDS
from tests.functions.facilities.imports.tables import HEAD, HERE, line, table

HEADS = [
    ",".join(HEAD),
    "id;kind;name;latitude;longitude;address",
    "ID\tType\tName\tLat\tLng\tAddress",
]


def read(data):
    return sheet.read(data, COLUMNS)


def why(data):
    with pytest.raises(sheet.Unreadable) as refused:
        read(data)
    return refused.value.code, refused.value.row


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_delimiter_are_found(encoding, delimiter):
    found = read(table(delimiter=delimiter, encoding=encoding))
    assert found.delimiter == delimiter
    assert found.encoding == ("gb18030" if encoding.startswith("gb") else "utf-8")
    assert [record.cells["name"] for record in found.records] == ["1号井盖", "2号井盖", "3号井盖"]
    assert [record.number for record in found.records] == [2, 3, 4]


@pytest.mark.parametrize("head", HEADS)
def test_columns_are_known_in_chinese_and_english(head):
    found = read(f"{head}\n".encode() + b"x")
    assert found.columns == ("id", "kind", "name", "lat", "lon", "address")


def test_a_semicolon_within_a_header_of_commas_is_no_delimiter():
    rows = [line(1, **{"备注;其他": "a;b"})]
    found = read(table(rows))
    assert (found.delimiter, found.ignored) == (",", ("备注;其他",))


@pytest.mark.parametrize(
    ("data", "code", "row"),
    [
        (b"", "empty-file", None),
        (b"\xef\xbb\xbf\n\n", "header-unknown", None),
        (table([]), "empty-file", None),
        (b"PK\x03\x04rest of an xlsx", "spreadsheet", None),
        (b"\xd0\xcf\x11\xe0rest of an xls", "spreadsheet", None),
        ("编号,类型".encode("utf-16"), "encoding-unknown", None),
        (table() + b"a\0b", "nul-bytes", 5),
        (table() + b"\xff\xff", "encoding-unknown", None),
        (b"one,two\n1,2\n", "header-unknown", None),
        (table(head=(*HEAD, "code")), "column-twice", None),
        ("编号,类型,名称,纬度,经度\n1,2,3,4,5\n".encode(), "column-missing-address", None),
        ("类型,名称\n1,2\n".encode(), "column-missing-id", None),
        (",".join([*HEAD, *"x" * 95]).encode(), "too-many-columns", None),
        (table() + b'MH-9,"' + b"x\n" * 100_000, "quote-open", 5),
    ],
)
def test_what_is_no_table_of_assets_says_why(data, code, row):
    assert why(data) == (code, row)


def test_there_are_so_many_rows_and_no_more():
    many = table([]) + b"x,,,,,\r\n" * MOST
    assert len(read(many).records) == MOST
    assert why(many + b"x\r\n") == ("too-many-rows", None)


def test_blank_rows_are_none_but_count_as_a_spreadsheet_counts():
    first, *rest = table().split(b"\r\n", 2)
    found = read(b"\r\n".join([b"", first, b",,,,,", *rest]))
    assert [record.number for record in found.records] == [4, 5, 6]


@pytest.mark.parametrize(
    ("more", "column", "code"),
    [
        ({"编号": ""}, "id", "missing"),
        ({"编号": "mh-1"}, "id", "not-an-id"),
        ({"编号": "1.40105E+15"}, "id", "not-an-id"),
        ({"类型": "树"}, "kind", "not-a-kind"),
        ({"名称": "长" * 201}, "name", "too-long"),
        ({"名称": "a\nb"}, "name", "control-character"),
        ({"名称": "a\x7fb"}, "name", "control-character"),
        ({"纬度": "北纬37"}, "lat", "not-a-latitude"),
        ({"纬度": "91"}, "lat", "not-a-latitude"),
        ({"经度": "nan"}, "lon", "not-a-longitude"),
        ({"经度": "1e2"}, "lon", "not-a-longitude"),
        ({"社区": "140105001002"}, "community", "community-elsewhere"),
        ({"网格": "1"}, "grid", "not-a-grid"),
        ({"安装日期": "2023-02-29"}, "installed", "not-a-day"),
        ({"安装日期": "昨天"}, "installed", "not-a-day"),
        ({"联动设施": "GV-1 valve"}, "links", "not-an-id"),
        ({"可自动关闭": "也许"}, "certified", "not-a-command"),
        ({"部件地址": "第一"}, "part", "not-understood"),
    ],
)
def test_each_problem_has_its_column_and_code(more, column, code):
    [record] = read(table([line(1, **more)])).records
    card, problems = cells.card(record, HERE, KINDS)
    assert card is None
    assert [(one.column, one.code) for one in problems] == [(column, code)]


def test_all_that_is_wrong_in_a_row_is_told_at_once():
    [record] = read(table([line(1, 编号="", 类型="树", 纬度="x", 生产日期="x", 网格="1")])).records
    _, problems = cells.card(record, HERE, KINDS)
    assert {one.column for one in problems} == {"id", "kind", "lat", "made", "grid"}


def test_a_row_with_more_cells_than_columns_is_wrong_unless_they_are_empty():
    data = table().rstrip(b"\r\n")
    [*_, fine] = read(data + b",,,").records
    assert fine.problems == ()
    [*_, wrong] = read(data + b",,x").records
    assert [one.code for one in wrong.problems] == ["too-many-cells"]


def test_a_row_means_what_people_mean():
    more = {"安装日期": "2024年3月1日", "生产日期": "20240102", "下次检验": "2027/3/1"}
    more |= {
        "可自动关闭": "是",
        "联动设施": "HY-001；HY-002",
        "类型": "Gas Valve",
        "纬度": "３７．８",
    }
    [record] = read(table([line(1, **more)])).records
    card, problems = cells.card(record, HERE, KINDS)
    assert problems == []
    days = [str(day) for day in (card.installed, card.made, card.inspection_due)]
    assert days == ["2024-03-01", "2024-01-02", "2027-03-01"]
    assert (card.certified, card.links, card.kind) == (
        ("close",),
        ("HY-001", "HY-002"),
        "gas_valve",
    )
    assert card.point.lat == 37.8


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", '=HYPERLINK("http://x")', "'x"])
def test_what_looks_like_a_formula_is_data(cell):
    [record] = read(table([line(1, 名称=cell)])).records
    card, problems = cells.card(record, HERE, KINDS)
    assert (problems, card.name) == ([], cell)


def test_a_page_fits_into_a_row_of_the_table():
    wide = dict.fromkeys(("名称", "地址", "楼栋", "分区", "厂家", "型号", "序列号"), '"' * 200)
    records = read(table([line(n, **wide) for n in range(100)])).records
    pages = []
    while records:
        pages.append(judging.page(records))
        records = records[len(pages[-1]) :]
    assert sum(map(len, pages)) == 100
    assert max(map(len, pages)) <= 32
    assert all(len(page) > 1 for page in pages)


CELLS = st.text(max_size=12) | st.sampled_from(
    [
        '"',
        "=1",
        "\t",
        ";",
        "MH-1",
        "窨井盖",
        "37.7",
        "1" * 20,
        "\ufeff",
        "２０２４年１月１日",
        "9999-12-31",
    ]
)
LINES = st.lists(st.lists(CELLS, max_size=9), max_size=6)


@settings(max_examples=300)
@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_a_reason(data):
    all_judged(data)
    for head in HEADS:
        all_judged(f"{head}\n".encode() + data)


@settings(max_examples=200)
@given(LINES, st.sampled_from(HEADS), st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
def test_any_cells_are_rows_or_a_reason(lines, head, encoding):
    out = io.StringIO()
    delimiter = next(one for one in sheet.DELIMITERS if one in head)
    csv.writer(out, delimiter=delimiter).writerows(lines)
    all_judged(f"{head}\n{out.getvalue()}".encode(encoding, "replace"))


def all_judged(data):
    try:
        found = read(data)
    except sheet.Unreadable:
        return
    assert found.records
    for record in found.records:
        row = judging.judge(record, found, HERE, {}, KINDS, CODES)
        assert (row.verdict == "new") is (row.problems == ())
        assert Row.model_validate_json(row.model_dump_json()) == row
        if row.values:
            assert judging.mean(row.values, HERE, None, CODES).verdict == "new"
