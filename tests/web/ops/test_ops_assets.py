"""The register of assets at the desk: what is registered, corrected, walked past and commanded."""

from playwright.sync_api import expect

from tests.web import desk as desks
from tests.web.keys import SLOW

KIND = {"grid": "${grid}"}
STORY = desks.STORY | {
    "title": {"zh": "设施登记测试社区", "en": "Community of the register's tests"},
    "assets": {
        "siren": {"kind": "siren", "certified": ["sound"], **KIND},
        "valve": {"kind": "gas_valve", "certified": ["close"], **KIND},
        "bell": {"kind": "siren", **KIND},
        "pump": {"kind": "pump", "certified": ["start"], **KIND},
        "lid": {"kind": "manhole"},
        "first": {"kind": "hydrant"},
        "second": {"kind": "hydrant"},
    },
}


def test_by_hand_only_what_may_be_told_is_offered_else_it_is_said_why(desk, cast, sound, shot):
    li = desk("li", f"/ops/assets/{cast.assets['siren']}")
    orders = li.get_by_role("region", name="指令")
    expect(orders.get_by_role("option")).to_have_text(["鸣响", "消音"])
    orders.get_by_label("下达什么").select_option(label="消音")
    orders.get_by_role("button", name="下达").click()
    orders.get_by_role("dialog").get_by_label("原因").fill("居民反映误响")
    orders.get_by_role("dialog").get_by_role("button", name="下达").click()
    expect(orders.get_by_role("listitem").first).to_contain_text("消音", timeout=SLOW)
    shot(li, "told")
    sound(li)
    said = {
        "valve": ("li", None),
        "pump": ("li", "启动、停止只随隐患联动执行"),
        "siren": ("chen", "由社区工作者、公务员、城市运维员、网格员下达"),
    }
    for asset, (who, why) in said.items():
        page = desk(who, f"/ops/assets/{cast.assets[asset]}")
        orders = page.get_by_role("region", name="指令")
        if why:
            expect(orders).to_contain_text(why)
            expect(orders.get_by_role("combobox")).to_have_count(0)
        else:
            expect(orders.get_by_role("option")).to_have_text(["关闭"])
        shot(page, f"{asset}-{who}")
