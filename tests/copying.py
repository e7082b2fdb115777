"""In a browser: select words of a page, and copy them with their citation."""

from __future__ import annotations

from playwright.sync_api import expect

READ = """() => { addEventListener("copy", (event) => {
  window.copied = event.clipboardData.getData("text/plain"); }); }"""
SELECT = """(ends) => {
  const walker = document.createTreeWalker(document.querySelector("#main"), NodeFilter.SHOW_TEXT);
  const [from, to] = ends.map((end) => {
    const words = end.replace("|", "");
    while (!walker.currentNode.data?.includes(words)) if (!walker.nextNode()) throw Error(words);
    const node = walker.currentNode;
    return [node, node.data.indexOf(words) + end.indexOf("|")];
  });
  getSelection().setBaseAndExtent(...from, ...to);
}"""


def copied(page, start, end):
    """Select from the bar in some words to that in others, and return the lines that are copied."""
    page.evaluate(READ)
    page.evaluate(SELECT, [start, end])
    page.get_by_role("button", name="Copy with citation").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    *words, citation, link = page.evaluate("copied").split("\n")
    return "\n".join(words), citation, link
