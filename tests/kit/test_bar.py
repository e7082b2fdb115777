"""In a browser: the bar of the sample's pages, its menus and keys, and copying with a citation."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from ..copying import copied
from ..project import SAMPLE

PHONE = {"viewport": {"width": 390, "height": 664}, "has_touch": True}
FILLER = "\n\n".join(f"Bucket {number} is full." for number in range(40))
REPEATED = (
    f"Old is the well, and the rope is new.\n\n{FILLER}\n\nWho asks? Old is the well, they say."
)
LOOK = """() => {
  const { fontSize, fontFamily, backgroundColor } = getComputedStyle(document.body);
  return [parseFloat(fontSize), fontFamily, backgroundColor];
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, project_at):
    sample = project_at(tmp_path_factory.mktemp("site")).lay(SAMPLE).themed()
    sample.edit("essays/one.md", "[2.3] The law", f"[2.2a] {REPEATED}\n\n[2.3] The law")
    made = sample.build("html")
    return made.out if made.status == 0 else pytest.fail(made.warnings)


@pytest.fixture
def visit(browser, site, serve):
    """Return what opens a page, and fails on any message of the console."""
    faults, opened = [], []

    def open_page(name, **options):
        page = browser.new_page(**options)
        opened.append(page)
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{serve(site)}/{name}")
        return page

    yield open_page
    for page in opened:
        page.close()
    assert faults == []


def test_the_bar_and_the_contents_follow_the_reader(visit):
    page = visit("essays/one.html#p1.3", viewport={"width": 1440, "height": 500})
    here, current = page.locator(".here"), page.locator(".contents [aria-current=true]")
    expect(here).to_contain_text("1.3 1. Of digging")
    expect(current).to_have_text("1. Of digging")
    page.locator("[id='p2.1']").evaluate("it => it.scrollIntoView()")
    expect(here).to_contain_text("2.1 2. Of keeping")
    expect(current).to_have_text("2. Of keeping")
    expect(here.locator("a:visible")).to_have_attribute("href", "#p2.1")
    page.evaluate("scrollTo(0, 0)")
    expect(here).to_be_hidden()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    read = "it => getComputedStyle(it).backgroundSize.split(' ')[0]"
    assert page.locator(".top").evaluate(read) == "0%"
    page.evaluate("scrollTo(0, 1e6)")
    expect(here).to_be_visible()
    assert page.locator(".top").evaluate(read) == "100%"


def test_a_followed_link_leads_back_to_its_passage(visit):
    page = visit("essays/one.html")
    back = page.locator(".back")
    page.locator("a.to-note").first.click()
    expect(page).to_have_url(re.compile("#a1.5"))
    expect(back).to_be_hidden()  # the note stands in the same passage
    page.locator("figcaption a[href*='harms-1841.html#p11']").first.click()
    expect(back).to_have_text("← Back to 1.1")
    page.locator("a[href*='anon-1833.html#p1']").first.click()
    expect(page.locator("#p1:target")).to_be_in_viewport()
    back.click()  # to the source, which still knows the way to the essay
    expect(page).to_have_url(re.compile("harms-1841"))
    page.goto(page.url.partition("#")[0] + "#p11")
    back.click()  # to the very quotation
    expect(page).to_have_url(re.compile(r"one\.html#q1\.1-harms-1841\.11$"))
    expect(back).to_be_hidden()


def test_choices_are_kept_and_there_before_the_page_is_drawn(visit):
    page = visit("essays/one.html")
    width = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    page.get_by_role("button", name="Aa").click()
    page.get_by_label("Size of text").select_option("Large")
    page.get_by_label("Typeface").select_option("Sans serif")
    page.get_by_role("combobox", name="Colours").select_option("Dark")
    page.add_init_script("""new MutationObserver(() => {
      if (document.body) window.first ??= {...document.documentElement.dataset};
    }).observe(document, {childList: true, subtree: true})""")
    page.goto(page.url.replace("essays/one", "sources/anon-1833"))
    first = page.evaluate("first")
    assert [first[name] for name in ("size", "face", "theme")] == ["large", "sans", "dark"]
    look = page.evaluate(LOOK)
    assert look[0] > 1.1 * width
    assert "Literata" not in look[1]
    assert look[2] == "rgb(23, 22, 20)"
    page.get_by_role("button", name="Aa").click()
    expect(page.get_by_label("Typeface")).to_have_value("sans")
    page.get_by_label("Typeface").select_option("Serif")
    page.reload()
    assert "Literata" in page.evaluate("getComputedStyle(document.body).fontFamily")


def test_keys_lead_through_a_page_and_can_be_switched_off(visit):
    page = visit("essays/one.html", viewport={"width": 1440, "height": 500})
    for key, number in (("j", "1.1"), ("j", "1.2"), ("j", "1.3"), ("k", "1.2")):
        page.keyboard.press(key)
        expect(page.locator(".locus:focus")).to_have_text(number)
        expect(page.locator(".locus:focus")).to_be_in_viewport()
    page.keyboard.press("/")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    page.keyboard.type("j?k")
    expect(page.get_by_role("searchbox")).to_have_value("j?k")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()
    page.keyboard.press("Control+j")
    expect(page.locator(".locus:focus")).to_have_text("1.2")
    page.keyboard.press("?")
    page.get_by_label("These keys are on").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    for key in "j/?":
        page.keyboard.press(key)
    expect(page.locator(".locus:focus, :popover-open, dialog[open]")).to_have_count(0)


ESSAY = "Edith Marsh, “The Well and the Key” (1902), in A Sample Edition, version 0.1 (n.d.)"
EDITORS = "in the editors’ words."


def test_words_are_copied_with_their_place_and_without_numbers(visit):
    page = visit("essays/one.html")
    words, citation, _ = copied(page, "|1.1", "its quarrel.|")
    assert (words, citation) == (
        "“Every village has its well, and every well its quarrel.”", f"{ESSAY}, passage 1.1."
    )  # fmt: skip
    words, citation, _ = copied(page, "|Of the rope", "thus:|")
    assert citation == f"{ESSAY}, passage 1.3–1.4."
    assert words.startswith("“Of the rope he says:\neveryone who is thirsty.")
    assert words.endswith("\nFrom memory it is often given thus:”")
    theirs = f"{ESSAY}, passage 1.4; in the source’s words."
    assert copied(page, "|buy", "the rope. The|")[1] == theirs
    assert copied(page, "|Her word", "for drinking|")[1] == f"{ESSAY}, passage 1.5; {EDITORS}"
    assert copied(page, "|An essay", "have dug|")[1] == f"{ESSAY[:-1]}); {EDITORS}"


def test_a_restatement_is_not_given_out_as_the_author_s_words(visit):
    page = visit("essays/two.html")
    words, citation, _ = copied(page, "|Weir blames", "quotes Orlova|")
    assert words == "“Weir blames the keeper, and quotes Orlova”"
    assert citation.endswith(f"), passage 1; {EDITORS}")
    assert copied(page, "|The key is", "by whoever|")[1].endswith("passage 1.")


@pytest.mark.parametrize(
    ("start", "end", "ident"),
    [
        ("quarrel. |Harms", "one line|", "p1.1"),
        ("who |drink from", "a thief|", "p1.1"),
        ("Who asks? |Old", "the well|, they", "p2.2a"),
        ("|Old is the well, and", "the well|, and", "p2.2a"),
        ("v|illage has", "its w|ell, and", "p1.1"),
        ("|Bucket 30", "law h|as its", "p2.2a"),
    ],
)
def test_the_link_leads_to_the_very_words(start, end, ident, visit):
    page = visit("essays/one.html", viewport={"width": 800, "height": 300})
    link = copied(page, start, end)[2]
    assert f"#{ident}:~:text=" in link
    top = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().top + scrollY")
    page.goto("about:blank")
    page.goto(link.replace(f"#{ident}:~", "#:~"))  # by the words alone
    for _ in range(50):
        if 0 < top - page.evaluate("scrollY") < 300:
            break
        page.wait_for_timeout(100)
    else:
        pytest.fail(link)


def test_on_a_phone_the_bar_makes_room_and_covers_no_arrival(visit):
    page = visit("essays/one.html#p2.1", **PHONE)
    bar = page.locator(".top")
    expect(bar).to_be_in_viewport()
    height = bar.evaluate("it => it.getBoundingClientRect().bottom")
    assert height < 64
    assert page.locator("[id='p2.1']").evaluate("it => it.getBoundingClientRect().top") >= height
    page.mouse.move(200, 400)
    page.mouse.wheel(0, 300)
    expect(bar).not_to_be_in_viewport()
    page.mouse.wheel(0, -100)
    expect(bar).to_be_in_viewport()
    page.mouse.wheel(0, 300)
    expect(bar).not_to_be_in_viewport()
    page.goto(f"{page.url.partition('#')[0]}#p1.4")
    expect(bar).to_be_in_viewport()
    expect(page.locator(".here a:visible")).to_have_text("1.4")


def test_on_a_phone_the_bar_names_the_edition_where_there_are_no_passages(visit):
    page = visit("concordance.html", **PHONE)
    page.locator("#main h2").first.evaluate("it => it.scrollIntoView()")
    expect(page.locator(".here span")).not_to_be_empty()
    expect(page.locator(".brand")).to_be_visible()
    page.goto(page.url.replace("concordance.html", "essays/one.html#p1.3"))
    expect(page.locator(".here a:visible")).to_have_text("1.3")
    expect(page.locator(".brand")).to_be_hidden()


def test_without_scripts_the_menu_opens_and_what_needs_them_is_not_there(visit):
    page = visit("essays/one.html", java_script_enabled=False)
    expect(page.locator(".view, .here, .back, dialog, .copy-cited")).to_have_count(4)
    expect(page.locator(".view, .here, .back, dialog").locator("visible=true")).to_have_count(0)
    page.get_by_role("button", name="Menu").click()
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu.get_by_role("link", name="TEI, this text")).to_have_attribute(
        "href", "../tei/one.xml"
    )
    expect(menu.get_by_role("link", name="JSON, all records")).to_be_visible()
    assert page.request.get(f"{page.url}/../../tei/one.xml").status == 200
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Search").click()
    expect(page).to_have_url(re.compile(r"/search\.html$"))
    expect(page.locator("noscript")).to_be_visible()
