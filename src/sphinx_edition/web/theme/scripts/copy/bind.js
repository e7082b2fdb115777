// Binding a copy into the page: each passage that it has gets the author's words, and keeps ours,
// folded below them, with its comparisons, notes and addresses.
// Rule: a passage is replaced by a changed clone, so that the page can be put back as it was. One
// whose words are not those that the edition restates stays as it is, and is reported.

import { createElement } from "../shared.js";
import { messages } from "../messages/copy.js";
import { findPassage } from "./match.js";
import { readTokens } from "./tokens.js";
import { createParagraphs, findMarks } from "./words.js";

const COMPARISONS = ":is(figure, .comparison, .collation)";
const originals = new Map(); // By the clones that stand in their place.

/** Takes out of the page what was bound into it. */
export function unbindCopy() {
  for (const [clone, original] of originals) clone.replaceWith(original);
  originals.clear();
}

/**
 * Binds a text into the passages of the page, whose digests are given by number.
 * Returns the numbers of those that are `bound`, that have `otherWords`, and that are `missing`.
 */
export function bindCopy(text, digests) {
  const report = { bound: [], otherWords: [], missing: [] };
  const copy = { text, tokens: readTokens(text) };
  for (const passage of document.querySelectorAll(".passage:has(.incipit)")) {
    const { locus } = passage.querySelector(".locus").dataset;
    const incipit = passage.querySelector(".incipit").textContent;
    const { words, begins } = findPassage({ incipit, digest: digests[locus] }, copy);
    if (words === undefined) report[begins ? "otherWords" : "missing"].push(locus);
    else {
      replacePassage(passage, locus, words);
      report.bound.push(locus);
    }
  }
  return report;
}

function replacePassage(passage, locus, words) {
  const clone = passage.cloneNode(true);
  const base = clone.querySelector(".base");
  const comparisons = [...base.querySelectorAll(`:scope > ${COMPARISONS}`)];
  const marks = findMarks(clone, words);
  const paragraphs = createParagraphs(clone, locus, words, marks);
  const ours = createElement("details", {}, createElement("summary", {}, messages.ours));
  ours.append(...[...base.childNodes].filter((node) => !comparisons.includes(node)));
  base.replaceChildren(...paragraphs, ours);
  placeComparisons(comparisons, marks, paragraphs.at(-1));
  passage.replaceWith(clone);
  originals.set(clone, passage);
}

/** Puts each comparison below the paragraph that has its words, or after the one before it. */
function placeComparisons(comparisons, marks, paragraph) {
  let place = paragraph;
  for (const comparison of comparisons) {
    const mark = marks.find(({ element }) => comparison.contains(element));
    if (mark) place = mark.paragraph;
    while (place.nextElementSibling.matches(COMPARISONS)) place = place.nextElementSibling;
    place.after(comparison);
    place = comparison;
  }
}
