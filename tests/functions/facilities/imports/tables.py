"""Tables of assets, as offices keep them."""

import csv
import io

HERE, THERE = "140105001001", "140105001002"
HEAD = ("编号", "类型", "名称", "纬度", "经度", "地址")


def line(n, **other):
    """A sound row, but for what is named otherwise."""
    said = {
        "编号": f"MH-{n:05}",
        "类型": "窨井盖",
        "名称": f"{n}号井盖",
        "纬度": "37.79",
        "经度": "112.55",
        "地址": f"学府街{n}号",
    }
    return said | other


def table(rows=None, head=HEAD, delimiter=",", encoding="utf-8"):
    out = io.StringIO()
    rows = [line(n) for n in range(1, 4)] if rows is None else rows
    head = tuple(dict.fromkeys([*head, *(name for row in rows for name in row)]))
    writer = csv.DictWriter(out, head, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)
