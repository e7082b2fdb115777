"""Every kind of page can be read by everyone: at any width, with any letters, by any device."""

from __future__ import annotations

import json
import subprocess
from base64 import b64encode
from shutil import which

import pytest

from ..project import MODULES
from .conftest import ESSAY

AXE, VNU = MODULES / "axe-core/axe.min.js", MODULES / "vnu-jar/build/dist/vnu.jar"
RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
ASK = """rules => axe.run({runOnly: rules, resultTypes: ["violations"]}).then((found) => (
  found.violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.html}`))))"""
OPENERS = ".view", "[popovertarget=menu]", ".find", ".notes p > button"
WIDTHS = 1440, 1024, 768, 390, 320
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }"""  # WCAG 1.4.12
LARGE = "html { font-size: 200% }"
STYLED = """style => { const sheet = new CSSStyleSheet();
  sheet.replaceSync(style); document.adoptedStyleSheets = [sheet] }"""
# What runs out of the page, or is cut off and neither scrolls nor opens.
CUT = """() => [...document.querySelectorAll("body *")].filter((it) => {
  const box = it.getBoundingClientRect(), looks = getComputedStyle(it);
  if (it.closest(".skip, .scroll, svg, [popover]") || !box.width || !it.innerText?.trim()) return 0;
  const cut = /hidden|clip/.test(looks.overflow) && box.width > 1
    && (it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1);
  return box.right > innerWidth + 1 || box.left < -1 || cut;
}).map((it) => it.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def axe():
    if not AXE.exists():
        pytest.skip("no axe-core here (Debian: apt install npm; then make test)")
    return AXE.read_text("utf-8")


def violations(page, axe, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    return page.evaluate(ASK, RULES if scheme == "light" else COLOURS)  # all that differs


@pytest.fixture
def visit(site, own, kinds, browser, serve):
    """Return what opens pages, and yields each with its name; the bound essay comes last."""
    essay = next(name for name in kinds(own) if name.startswith("essays/"))
    places = [*((site, name) for name in kinds(site)), (own, essay)]

    def each(part, parts, **options):
        for folder, name in places[part::parts]:
            with browser.new_page(**options) as page:
                page.goto(f"{serve(folder)}/{name}")
                yield f"{folder.name}/{name}", page

    return each


@pytest.mark.parametrize("part", range(6))
def test_axe_finds_nothing_on_any_kind_of_page(part, visit, axe):
    faults = {}
    for name, page in visit(part, 6):
        for width in WIDTHS:
            for scheme in "light", "dark":
                for fault in violations(page, axe, width, scheme):
                    faults.setdefault(fault.split(": ")[0], []).append((name, width, scheme, fault))
    assert faults == {}, [(rule, len(found), found[0]) for rule, found in faults.items()]


def test_axe_finds_nothing_on_what_opens_over_a_page(site, browser, serve, axe):
    faults = {}
    with browser.new_page() as page:
        page.goto(f"{serve(site)}/{next(site.glob('essays/*.html')).relative_to(site)}")
        for width in 1440, 390:
            for scheme in "light", "dark":
                for opener in OPENERS:
                    button = page.locator(f"{opener}:visible").first
                    button.press("Enter")
                    if opener == ".find":
                        page.get_by_role("searchbox").fill("market")
                    page.locator(":popover-open, .results li").locator(
                        "visible=true"
                    ).first.wait_for()
                    if found := violations(page, axe, width, scheme):
                        faults[width, scheme, opener] = found
                    page.keyboard.press("Escape")
    assert faults == {}


def test_axe_finds_what_is_planted(site, browser, serve, axe):
    with browser.new_page() as page:
        page.goto(f"{serve(site)}/about/editorial.html")
        page.evaluate("""() => {
          const make = (tag, html) => document.querySelector("#main").append(
            Object.assign(document.createElement(tag), {innerHTML: html}));
          make("p", "<b>Faint</b>"); make("h5", "Deep");
          make("p", "<i role=button tabindex=0>x</i><i role=button tabindex=0>y</i>");
          document.querySelector("b").style.color = "#777";
        }""")
        light, dark = (
            {fault.split(": ")[0] for fault in violations(page, axe, 390, scheme)}
            for scheme in ("light", "dark")
        )
        assert {"color-contrast", "heading-order", "target-size"} <= light, light
        assert dark == {"color-contrast"}


@pytest.mark.parametrize("planted", [False, True])
def test_vnu_finds_no_error(planted, site, own, tmp_path):
    if not (which("java") and VNU.exists()):
        pytest.skip("no HTML checker here (Debian: apt install default-jre-headless npm)")
    (tmp_path / "planted.html").write_text("<!DOCTYPE html><title>x</title><p role=x>", "utf-8")
    folders = [tmp_path] if planted else [site, own]
    command = ["java", "-jar", VNU, "--errors-only", "--skip-non-html", "--format", "json"]
    run = subprocess.run([*command, *folders], capture_output=True, text=True)
    faults = {found["message"]: f"{found['url']}:{found.get('lastLine')}"
              for found in json.loads(run.stderr)["messages"]}  # fmt: skip
    assert bool(faults) == planted, faults


@pytest.mark.parametrize("part", range(2))
def test_nothing_is_cut_or_runs_out_of_a_narrow_page(part, visit):
    faults = {}
    for name, page in visit(part, 2, viewport={"width": 320, "height": 640}):
        for style in "", SPACING, LARGE:
            page.evaluate(STYLED, style)
            wide = page.evaluate("document.scrollingElement.scrollWidth")
            if (found := page.evaluate(CUT)) or wide > 320:
                faults[name, style] = wide, found[:5]
    assert faults == {}


# In how many values of pixels two pictures differ; a letter drawn again may differ in a few.
DIFFERENT = """async (pngs) => {
  const [one, other] = await Promise.all(pngs.map(async (png) => {
    const answer = await fetch(`data:image/png;base64,${png}`);
    const image = await createImageBitmap(await answer.blob()), {width, height} = image;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, width, height).data;
  }));
  return one.filter((value, n) => Math.abs(value - other[n]) > 32).length;
}"""
PLAIN = "it => it.replaceWith(...it.childNodes)"
ELSEWHERE = "() => { location.hash = 'nowhere' }"
HIDDEN = "it => it.style.visibility = 'hidden'"
SOURCE = "sources/marx-1850.html"
# What colour, a line or a ground tells: on which page, of what, and what takes it away.
TOLD = {
    "quoted words": (SOURCE, "mark", PLAIN),
    "what differs": (SOURCE, "mark .other", "it => it.classList.remove('other')"),
    "what differs in a comparison": (ESSAY, ".difference", PLAIN),
    "a word with a note": (SOURCE, ".to-note", PLAIN),
    "a link": ("about/editorial.html", "article p a", PLAIN),
    "the page one is on": (
        "about/introduction.html", ".top [aria-current]",
        "it => it.removeAttribute('aria-current')",
    ),
    "the arrow of a preview": (ESSAY, "p > [popovertarget^=pv-]", HIDDEN),
    "a text in the timeline": (
        "back/chronology.html", ".wide .mark:not(.open)", "it => it.classList.add('open')",
    ),
}  # fmt: skip
# What an address leads to: on which page, an element with an id, and what shows that it is meant.
MEANT = {
    "a passage": (SOURCE, ".locus", ".base:has({})"),
    "words in a passage": (SOURCE, ".passage:has(mark) .locus", ".passage:has({}) mark"),
    "a note": (ESSAY, ".note", "{}"),
    "a head word": ("back/glossary.html", "dt[id]", "{}"),
    "a work": ("back/bibliography.html", ".references > li", "{}"),
}


def told(page, thing, hide):
    """Return how much of an element, and of what is close around it, a change takes away."""
    thing.evaluate("it => it.scrollIntoView({block: 'center'})")
    page.mouse.move(0, 0)
    x, y, width, height = thing.bounding_box().values()
    clip = {"x": x - 6, "y": y - 6, "width": width + 12, "height": min(height, 300) + 12}
    before = page.screenshot(clip=clip)
    thing.evaluate(hide)
    after = page.screenshot(clip=clip)
    page.goto("about:blank")
    return page.evaluate(DIFFERENT, [b64encode(png).decode() for png in (before, after)])


@pytest.mark.parametrize("name", TOLD)
def test_forced_colours_leave_what_is_told_by_colour(name, site, browser):
    file, what, hide = TOLD[name]
    with browser.new_page(forced_colors="active") as page:
        page.goto((site / file).as_uri())
        assert told(page, page.locator(f"{what} >> visible=true").first, hide) > 40


@pytest.mark.parametrize("name", MEANT)
def test_forced_colours_leave_what_an_address_leads_to(name, site, browser):
    file, what, shown = MEANT[name]
    with browser.new_page(forced_colors="active") as page:
        page.goto((site / file).as_uri())
        ident = page.locator(what).first.get_attribute("id")
        page.goto(f"{page.url}#{ident}")
        assert told(page, page.locator(shown.format(f"[id='{ident}']")).first, ELSEWHERE) > 40
