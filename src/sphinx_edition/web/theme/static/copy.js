(() => {
"use strict";
function createElement(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
const LETTER = "[\\p{L}\\p{M}\\p{N}]";
const TYPOGRAPHY = "[^\\p{L}\\p{M}\\p{N}.,;:!?()]*"; // Spaces, quotation marks, dashes.
const SENTENCE_START = "(?<=[\\n.!?:)\\]\\p{QMark}]\\s*)[(\\p{QMark}]*";
function findQuotation(quotation, text, { after = "" } = {}) {
  const pieces = quotation
    .normalize()
    .replace(/\[(\p{L})\]/gu, "$1")
    .split(/\[.*?\]|…|\.{3}/)
    .map(createPiecePattern)
    .filter((pattern) => pattern !== "");
  const pattern = `${after}(?<!${LETTER})(${pieces.join(")[^]*?(")})(?!${LETTER})`;
  const ignoresCase = quotation.includes("[");
  return [...text.matchAll(RegExp(pattern, ignoresCase ? "dgiu" : "dgu"))];
}
function createPiecePattern(piece) {
  return piece
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, createGapPattern);
}
function createGapPattern(gap) {
  const punctuation = gap.replace(/[^.,;:!?()]/g, "");
  return `(?!${LETTER})${TYPOGRAPHY}${punctuation.replace(/./g, `[$&]${TYPOGRAPHY}`)}`;
}
function findBeginnings(passages, text) {
  const chains = []; // Each ends with another [passage, offset].
  for (const passage of passages) {
    const incipit = passage.querySelector(".incipit").textContent;
    const matches = findQuotation(incipit, text, { after: SENTENCE_START });
    for (const { index } of matches.reverse()) {
      chains.push([...findLongest(chains, index), [passage, index]]);
    }
  }
  return new Map(findLongest(chains, Infinity));
}
function findLongest(chains, offset) {
  let longest = [];
  for (const chain of chains) {
    const [, lastOffset] = chain.at(-1);
    if (lastOffset < offset && chain.length >= longest.length) longest = chain;
  }
  return longest;
}
function reduceToLetters(text) {
  return text.match(/\p{L}+/gu)?.join(" ").toLowerCase() ?? "";
}
function splitStretch(stretch, { headings, isLast, isComplete }) {
  const paragraphs = stretch.trim().split("\n\n");
  const isHeading = (paragraph) => headings.includes(reduceToLetters(paragraph));
  const isEnd = (paragraph, i) => i > 0 && (
    isHeading(paragraph) || (isLast && (!isComplete || isNoSentence(paragraph)))
  );
  const end = findEnd(paragraphs, isEnd);
  const rest = paragraphs.slice(end);
  const hasHeading = rest.some(isHeading);
  return {
    words: paragraphs.slice(0, end).join("\n\n"),
    hasHeading,
    leavesOut: rest.length > (hasHeading ? 1 : 0),
  };
}
function findEnd(paragraphs, isEnd) {
  let end = paragraphs.findIndex(isEnd);
  if (end < 0) return paragraphs.length;
  while (end > 1 && isNoSentence(paragraphs[end - 1])) end--;
  return end;
}
function isNoSentence(paragraph) {
  return /[\p{L}\p{N}]$/u.test(paragraph);
}
function createParagraphs(passage, locus, text, marks) {
  const paragraphs = [createElement("p", {}, passage.querySelector(".locus"), " ")];
  for (const [start, end] of cutText(text, marks)) {
    const words = text.slice(start, end);
    const here = marks.filter((mark) => isMarked(start, mark));
    if (words === "\n\n") paragraphs.push(createElement("p"));
    else paragraphs.at(-1).append(here.length > 0 ? linkWords(words, start, locus, here) : words);
  }
  return paragraphs;
}
function findMarks(passage, text) {
  const elements = [...passage.querySelectorAll(".notes dt, .quotation")].reverse();
  const marks = [];
  for (const element of elements) {
    const quoted = element.querySelector("blockquote") ?? element;
    const [match] = findQuotation(quoted.textContent, text);
    if (match) marks.push({ element, spans: match.indices.slice(1) });
  }
  return { marks, foundAll: marks.length === elements.length };
}
function cutText(text, marks) {
  const breaks = [...text.matchAll(/\n\n/g)].flatMap(({ index }) => [index, index + 2]);
  const edges = marks.flatMap(({ spans }) => spans.flat());
  const cuts = [...new Set([0, text.length, ...breaks, ...edges])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => [cuts[i], end]);
}
function isMarked(offset, { spans }) {
  return spans.some(([start, end]) => start <= offset && offset < end);
}
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
  element.replaceChildren(createElement("a", { href: `#${id}` }, ...element.childNodes));
}
const originals = new Map(); // By the clones that stand in their place.
function unbindCopy() {
  for (const [clone, original] of originals) clone.replaceWith(original);
  originals.clear();
}
function bindCopy(text, passages) {
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
    const mayRunOn = !stretch.hasHeading || passage.nextElementSibling === next;
    if (isNextMissing && mayRunOn) report.runsOn.push(locus);
    if (!replacePassage(passage, locus, stretch.words)) report.unmatched.push(locus);
  });
  return report;
}
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
const PAGE = /<(html|body|p)\b/i;
const INLINE_TAGS = "a|b|em|i|span|strong|su[bp]|u";
const BLOCK_TAG = RegExp(`<(?!!|/?(${INLINE_TAGS})\\b)`, "gi");
const INVISIBLE = /[\u00AD\u200B-\u200F\u2060\uFEFF]/g;
const LONG_LINE = /.{121}/; // No one wraps lines by hand at more than 120 characters.
function readText(bytes) {
  const file = decode(bytes);
  const text = PAGE.test(file) ? readPage(file) : file;
  return separateParagraphs(`\n${text}`.normalize().replace(INVISIBLE, ""));
}
function decode(bytes) {
  const encoding = { 0xFF: "utf-16le", 0xFE: "utf-16be" }[bytes[0]] ?? "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
function readPage(html) {
  const withBreaks = html.replace(/\s+/g, " ").replace(BLOCK_TAG, "\n\n<");
  const { body } = new DOMParser().parseFromString(withBreaks, "text/html");
  for (const element of body.querySelectorAll("script, style")) element.remove();
  return body.textContent;
}
function separateParagraphs(text) {
  const separator = LONG_LINE.test(text) ? /\s*\n\s*/g : /\s*\n\s*\n\s*/g;
  return text.replace(separator, "\n\n");
}
const form = document.querySelector(".copy");
const input = form.querySelector("input");
const resetButton = form.querySelector("button");
const status = form.querySelector("[role=status]");
const passages = [...document.querySelectorAll(".passage:has(.incipit)")];
const LINES = ["restored", "nothingFound", "bound", "notFound", "runsOn", "leftOut", "unmatched"];
input.addEventListener("change", bindChosenFile);
form.addEventListener("reset", restorePage);
bindChosenFile(); // The file that this script was loaded for.
async function bindChosenFile() {
  if (!input.value) {
    form.reset();
    return;
  }
  unbindCopy();
  const bytes = new Uint8Array(await input.files[0].arrayBuffer());
  const report = bindCopy(readText(bytes), passages);
  showStatus(report.bound.length > 0 ? report : { nothingFound: [""] });
  resetButton.hidden = report.bound.length === 0;
}
function restorePage() {
  unbindCopy();
  showStatus({ restored: [""] });
  input.focus(); // The button that had the focus is about to be hidden.
  resetButton.hidden = true;
}
function showStatus(lists) {
  LINES.forEach((name, i) => {
    const line = status.children[i];
    const list = lists[name] ?? [];
    line.hidden = list.length === 0;
    line.lastChild.textContent = list.join(", ");
  });
}
})();
