// Laying out the author's words of a passage as paragraphs, with links.
// Rule: words that are a lemma or quoted become a link, to the note or to the source, and a lemma a
// link back. Words that are several of these lead to the last in the page, so rather to a note.

import { createElement } from "../dom.js";
import { findQuotation } from "./match.js";

/**
 * Returns the paragraphs of a passage in the author's words.
 * They begin with the link that numbers the passage; it is taken from where it stands.
 */
export function createParagraphs(passage, locus, text, marks) {
  const paragraphs = [createElement("p", {}, passage.querySelector(".locus"), " ")];
  for (const [start, end] of cutText(text, marks)) {
    const words = text.slice(start, end);
    const here = marks.filter((mark) => isMarked(start, mark));
    if (words === "\n\n") paragraphs.push(createElement("p"));
    else paragraphs.at(-1).append(here.length > 0 ? linkWords(words, start, locus, here) : words);
  }
  return paragraphs;
}

/**
 * Finds the notes and quotations of a passage in its text.
 * Returns those that stand there as { element, spans }, the last first, and whether all do.
 */
export function findMarks(passage, text) {
  const elements = [...passage.querySelectorAll(".notes dt, .quotation")].reverse();
  const marks = [];
  for (const element of elements) {
    const quoted = element.querySelector("blockquote") ?? element;
    const [spans] = findQuotation(quoted.textContent, text);
    if (spans) marks.push({ element, spans });
  }
  return { marks, foundAll: marks.length === elements.length };
}

/** Returns [start, end] of pieces that begin or end where a mark or a paragraph does. */
function cutText(text, marks) {
  const breaks = [...text.matchAll(/\n\n/g)].flatMap(({ index }) => [index, index + 2]);
  const edges = marks.flatMap(({ spans }) => spans.flat());
  const cuts = [...new Set([0, text.length, ...breaks, ...edges])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => [cuts[i], end]);
}

function isMarked(offset, { spans }) {
  return spans.some(([start, end]) => start <= offset && offset < end);
}

/** Returns a link around words to the first of these marks, and lets their notes link back. */
function linkWords(words, start, locus, marks) {
  const name = `${locus}-${start}`;
  const link = createElement("a", { id: `own-${name}` }, words);
  for (const { element, spans } of marks) {
    const source = element.querySelector("figcaption a"); // Only a quotation has one.
    link.classList.add(chooseClass(element, source));
    if (!link.href) link.href = source?.href ?? `#${ensureId(element, `note-${name}`)}`;
    if (!source && spans[0][0] === start) linkBack(element, link);
  }
  return link;
}

function chooseClass(element, source) {
  if (source) return "quoted";
  return element.closest(".apparatus") ? "slip" : "noted";
}

function ensureId(element, id) {
  element.id ||= id;
  return element.id;
}

function linkBack(element, { id }) {
  const words = [...element.childNodes].filter((node) => node.className !== "sign");
  element.prepend(createElement("a", { href: `#${id}` }, ...words));
}
