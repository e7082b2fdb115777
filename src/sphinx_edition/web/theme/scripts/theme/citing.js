// Copying words with their citation: the selected words, where they stand in which version of the
// edition, and a link at which a browser marks them.
// Rule: passage numbers and what else is no word of the text are left out, and words of the editors
// are not given out as the author's. Without a public address there is no link.

import { createElement, fill } from "../dom.js";
import { messages } from "../messages/bar.js";
import { cloneWords, findFragment } from "./fragment.js";

// Words of the editors in a passage.
const EDITORS = ".notes, .collation, .quoted-by, .label, figcaption, details";
// Words of a source beside a quotation.
const SOURCE = ".source-words, .original";

const button = createElement("button", { className: "copy-cited", ariaLive: "polite" });

export function connectCiting() {
  button.addEventListener("click", copyWithCitation);
  // The selection stays when the button is pressed.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  document.body.append(button);
  document.addEventListener("selectionchange", showButton);
  showButton();
}

export function copyWithCitation() {
  const range = selectedRange();
  if (!range) return;
  document.addEventListener("copy", (event) => {
    event.clipboardData.setData("text/plain", describe(range));
    event.preventDefault();
  }, { once: true });
  if (document.execCommand("copy")) button.textContent = messages.copied;
}

function showButton() {
  button.hidden = !selectedRange();
  button.textContent = messages.copyWithCitation;
}

function selectedRange() {
  const selection = getSelection();
  const range = selection.isCollapsed ? null : selection.getRangeAt(0);
  const main = document.querySelector("#main[data-cite]");
  return main?.contains(range?.commonAncestorContainer) && range;
}

/** Returns what is copied for a range: the words, the citation, and the link if there is one. */
function describe(range) {
  const ends = [range.startContainer, range.endContainer].map(findPlace);
  const place = [...new Set(ends.map(({ locus }) => locus).filter(Boolean))].join("–");
  const { cite } = document.querySelector("#main").dataset;
  let citation = place ? fill(cite, place) : cite.replace(/, [^,]*\{\}/, "");
  const whose = ends.map((end) => end.whose).find(Boolean);
  if (whose) citation = citation.replace(/\.$/, whose);
  const words = fill(messages.quotation, extractWords(range));
  return [words, citation, linkTo(range, ends[0].id)].join("\n").trim();
}

function findPlace(node) {
  const element = node.closest ? node : node.parentElement;
  const passage = element.closest(".passage");
  const isText = document.querySelector(".passage");
  if (!passage) return { locus: "", id: "", whose: isText ? messages.editors : "" };
  const { dataset: { locus }, id } = passage.querySelector(".locus");
  // Bound to a reader's copy, the incipit stands folded, with our words.
  const isRestated = passage.querySelector(".base > p .incipit") && !element.closest("blockquote");
  const isEditors = element.closest(EDITORS) || isRestated;
  const whose = element.closest(SOURCE) ? messages.source : isEditors && messages.editors;
  return { locus, id, whose };
}

function extractWords(range) {
  const copy = createElement("div", { className: "skip" }, cloneWords(range));
  // Only what is laid out knows its line breaks.
  document.body.append(copy);
  const words = copy.innerText.trim().replace(/\n{2,}/g, "\n");
  copy.remove();
  return words;
}

function linkTo(range, id) {
  const { href } = document.querySelector("link[rel=canonical]") ?? location;
  return href.startsWith("http") ? `${href.split("#")[0]}#${id}:~:text=${findFragment(range)}` : "";
}
