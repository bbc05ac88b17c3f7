"""Rows go out as they were made: what botocore would have made of them is the same."""

from datetime import timedelta


def test_rows_go_out_as_botocore_would_write_them(sent, message):
    from linli.packs import keeping, model

    pack = model.packed("MH-1 '井'", message(1, (-1, 5)), "c0" * 8)
    asked = {"RequestItems": {"t": [{"PutRequest": {"Item": keeping.item(pack, timedelta(1))}}]}}
    assert sent("BatchWriteItem", asked) == [asked, asked]


def test_what_is_written_is_what_was_asked(row, message, store):
    from linli.packs import reading

    store("MH-1", message(1, (-1, 5)), message(2, (0, 6)))
    assert reading.latest("MH-1").measures == {"level": 6}
