"""axe-core in a page: by the debugger, which the page's policy does not bind."""

import json
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LAID = """for (const bar of document.querySelectorAll('.tabs, .actions'))
  bar.style.position = 'static'"""
ASK = f"""axe.run(document, {{runOnly: {json.dumps(RULES)}, resultTypes: ["violations"],
  selectors: false}}).then(
  said => JSON.stringify(said.violations.map(
    one => one.id + ": " + one.nodes.map(
      node => node.html.slice(0, 120) + " " + node.failureSummary).join(" | "))))"""


def violations(page):
    """What is wrong with the page, a line for each rule. Bars that stay while one scrolls are laid
    down: what is beneath one just now can be scrolled to, which axe does not try.
    """
    page.evaluate(LAID)
    debugger = page.context.new_cdp_session(page)
    if not _run(debugger, "'axe' in window"):
        _run(debugger, SOURCE.read_text("utf-8") + ";undefined")
    said = _run(debugger, ASK)
    debugger.detach()
    return json.loads(said)


def _run(debugger, expression):
    answer = debugger.send(
        "Runtime.evaluate",
        {"expression": expression, "awaitPromise": True, "returnByValue": True},
    )
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]
    return answer["result"].get("value")
