// Laying out the author's words of a passage as paragraphs, with links.
// Rule: words that a note is on lead to it, and its lemma leads back; quoted words are marked, and
// those in a line of ours take its link, its address and its button with them.

import { createElement } from "../shared.js";
import { findWords } from "./match.js";
import { readTokens } from "./tokens.js";

const RUNNING = "a:has(> .ed-quote, > .ed-variant)";

/**
 * Returns the paragraphs of a passage in the author's words, and sets the `paragraph` of each mark.
 * They begin with the link that numbers the passage; it is taken from where it stands.
 */
export function createParagraphs(passage, locus, text, marks) {
  const label = passage.querySelectorAll(".base .locus, .base .cite");
  const paragraphs = [createElement("p", {}, ...label, " ")];
  for (const [start, end] of cutText(text, marks)) {
    const words = text.slice(start, end);
    const here = marks.filter((mark) => isMarked(start, mark));
    if (words === "\n\n") paragraphs.push(createElement("p"));
    else if (here.length === 0) paragraphs.at(-1).append(words);
    else paragraphs.at(-1).append(...linkWords(words, start, locus, here));
    for (const mark of here) mark.paragraph = paragraphs.at(-1);
  }
  return paragraphs;
}

/** Finds the notes and quotations of a passage that stand in its text, as { element, spans }. */
export function findMarks(passage, text) {
  const tokens = readTokens(text);
  const marks = [];
  const places = `.notes dt, .base .quotation blockquote, .base ${RUNNING}`;
  for (const element of passage.querySelectorAll(places)) {
    const [pieces] = findWords(quotedText(element), tokens);
    const spans = pieces?.map(([first, last]) => [tokens[first].start, tokens[last].end]);
    if (spans) marks.push({ element, spans });
  }
  return marks;
}

/** Returns the words of a lemma or quotation, without the signs of the edition round them. */
function quotedText(element) {
  const words = element.cloneNode(true);
  for (const sign of words.querySelectorAll(".sign")) sign.remove();
  return words.textContent;
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

/** Returns words as a link to the first note on them or to what they quote, or as a span. */
function linkWords(words, start, locus, marks) {
  const name = `${locus}-${start}`;
  const notes = marks.filter(({ element }) => element.matches("dt"));
  const running = marks.find(({ element }) => element.matches("a"));
  const quotes = notes.length < marks.length;
  const classes = [...new Set([...notes.map(chooseClass), ...quotes ? ["quoted"] : []])];
  const link = createElement(notes.length > 0 || running ? "a" : "span", {}, words);
  link.className = classes.join(" ");
  if (running) link.href = running.element.href;
  if (notes.length > 0) {
    link.id = `own-${name}`;
    link.href = `#${ensureId(notes[0].element, `note-${name}`)}`;
  }
  for (const { element, spans } of notes) if (spans[0][0] === start) linkBack(element, link);
  return running ? withCompany(link, running, [start, start + words.length]) : [link];
}

/** Returns a link with the address before quoted words of ours, and with the button after them. */
function withCompany(link, { element, spans }, [start, end]) {
  const { previousElementSibling: before, nextElementSibling: after } = element;
  const parts = [link];
  if (spans[0][0] === start && before?.matches(".target")) parts.unshift(before);
  if (spans.at(-1)[1] === end && after?.matches("button")) parts.push(after);
  return parts;
}

function chooseClass({ element }) {
  return element.closest(".apparatus") ? "slip" : "noted";
}

function ensureId(element, id) {
  element.id ||= id;
  return element.id;
}

function linkBack(lemma, { id }) {
  const words = [...lemma.childNodes].filter((node) => node.className !== "sign");
  const link = createElement("a", { href: `#${id}` });
  words[0].before(link); // After a sign that opens the lemma.
  link.append(...words);
}
