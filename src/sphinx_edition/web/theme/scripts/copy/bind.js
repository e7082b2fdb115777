// Binding a copy into the page: each passage that stands in it gets the author's words, and keeps
// ours, folded below them.
// Rule: a passage is replaced by a changed clone, so that the page can be put back as it was; a
// passage that is not found stays as it is. Whatever is uncertain is reported.

import { createElement } from "../dom.js";
import { findBeginnings } from "./match.js";
import { reduceToLetters, splitStretch } from "./stretch.js";
import { createParagraphs, findMarks } from "./words.js";

const originals = new Map(); // By the clones that stand in their place.

/** Takes out of the page what was bound into it. */
export function unbindCopy() {
  for (const [clone, original] of originals) clone.replaceWith(original);
  originals.clear();
}

/**
 * Binds a text into the passages of the page, as far as they stand in it.
 * Returns the lists to report: `bound` has one number, the others numbers of passages.
 */
export function bindCopy(text, passages) {
  const report = { bound: [], notFound: [], runsOn: [], leftOut: [], unmatched: [] };
  const beginnings = findBeginnings(passages, text);
  if (beginnings.size === 0) return report;
  report.bound.push(beginnings.size);
  const headings = [...document.querySelectorAll("h1, h2, h3")]
    .map((heading) => reduceToLetters(heading.textContent));
  passages.forEach((passage, i) => {
    const { locus } = passage.querySelector(".locus").dataset;
    const start = beginnings.get(passage);
    if (start === undefined) {
      report.notFound.push(locus);
      return;
    }
    const end = [...beginnings.values()].find((offset) => offset > start);
    const isComplete = beginnings.size === passages.length;
    const isLast = end === undefined;
    const stretch = splitStretch(text.slice(start, end), { headings, isLast, isComplete });
    if (stretch.leavesOut) report.leftOut.push(locus);
    const next = passages[i + 1];
    const isNextMissing = next && !beginnings.has(next);
    // A heading ends a stretch, unless the missing passage stands before that heading.
    const mayRunOn = !stretch.hasHeading || passage.nextElementSibling === next;
    if (isNextMissing && mayRunOn) report.runsOn.push(locus);
    if (!replacePassage(passage, locus, stretch.words)) report.unmatched.push(locus);
  });
  return report;
}

/** Replaces a passage, and tells whether all its notes and quotations were found in the words. */
function replacePassage(passage, locus, words) {
  const clone = passage.cloneNode(true);
  const base = clone.querySelector(".base");
  const { marks, foundAll } = findMarks(clone, words);
  const paragraphs = createParagraphs(clone, locus, words, marks);
  const verdicts = base.querySelectorAll(".collation");
  const ours = createElement(
    "details", {}, createElement("summary", {}, "In our words"), ...base.childNodes,
  );
  base.replaceChildren(...paragraphs, ...verdicts, ours);
  passage.replaceWith(clone);
  originals.set(clone, passage);
  return foundAll;
}
