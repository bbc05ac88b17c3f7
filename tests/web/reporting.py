"""How a resident reports, screen by screen, and where his telephone says that he stands."""

from playwright.sync_api import expect

LAMP = "路灯不亮或损坏"


def stand(page, lat, lon):
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": lat, "longitude": lon})


def onward(page, name="下一步"):
    page.get_by_role("button", name=name, exact=True).click()


def place(page, building="3号楼"):
    page.get_by_label("楼栋").fill(building)
    onward(page)
    page.get_by_role("button", name="用我现在的位置").click()
    expect(page.get_by_text("已选：")).to_be_visible()
    onward(page)


def choose(page, what=LAMP):
    page.get_by_label(what).check()
    onward(page)
