"""Go to every address of a register in a browser, as those do who cite from outside."""

from __future__ import annotations

from sphinx_edition.gate import anchors

ARRIVE = """ident => {
  location.hash = ident;
  const at = document.getElementById(ident);
  if (!at) return null;
  if (at.getBoundingClientRect().top > innerHeight) return null;
  const told = at.closest("ul.notices li");
  if (told) return {told: told.textContent, to: told.querySelector("a").getAttribute("href")};
  const version = at.closest(".version");
  const host = ident[0] == "p" ? version :
    at.closest("figure") ? at.closest("figure").querySelector("blockquote") :
    at.nextElementSibling || at.parentElement.nextElementSibling;
  if (!host) return {told: "", words: ""};  // a heading, which promises no words
  const copy = host.cloneNode(true), ours = ".locus, .cite, .sign, .witness, .folded, " +
    ".comparison > :not(.side, figure), .side > :not(figure), " +
    "figcaption, .bibtex-citation, .quoted-by, .footnote-reference, " +
    "a:has(> .ed-passage:not(.xref))";
  copy.querySelectorAll(ours).forEach(node => node.remove());
  for (const line of copy.querySelectorAll("p.opening")) {  // quotation marks and dots are ours
    line.replaceChildren(...line.querySelectorAll(".incipit"));
  }
  for (const opening of copy.querySelectorAll(".opening"))  // of a passage in other words
    opening.replaceChildren(...opening.querySelectorAll(".incipit"));
  const notices = version ? [...version.querySelectorAll(".notice")] : [];
  const lines = copy.matches("p, a") ? [copy] : [...copy.querySelectorAll("p, li, .line")];
  return {words: lines.map(line => line.textContent).join("\\n"),
          told: notices.map(node => node.textContent).join(" ")};
}"""


def replay(browser, out, register):
    """Go to every address of a register; return those that lead to nothing that it promised."""
    broken, ways = [], {"words": 0, "told": 0}
    with browser.new_page(java_script_enabled=True, viewport={"width": 900, "height": 300}) as page:
        for name in sorted({anchor.page for anchor in register}):
            page.goto((out / f"{name}.html").as_uri())
            for anchor, lines in register.items():
                if anchor.page != name or anchor.ident == "-":
                    continue
                found = page.evaluate(ARRIVE, anchor.ident)
                for line in lines:
                    same = found and line.state in ("-", anchors.digest(found.get("words", "")))
                    told = found and lines[-1].version in found["told"]
                    ways["words" if same else "told"] += 1
                    broken += [] if same or told else [(anchor, line, found)]
    return broken, ways
