// Excerpts: a text with the words that were sought marked, and what is far from them left out.
// Rule: at least 100 characters stay on each side of a mark, and words are not broken.

import { createElement } from "../dom.js";

const SHORT = 250; // Characters; a stretch shorter than this is not cut.

/**
 * Returns strings and mark elements for a text.
 * The spans are of the folded text; the offsets lead from there to the text itself.
 */
export function markSpans(text, offsets, spans) {
  const content = [];
  let end = 0;
  for (const [spanStart, spanEnd] of spans) {
    const start = offsets[spanStart];
    if (start < end) continue; // Overlaps the mark before.
    content.push(shorten(text.slice(end, start), { keepStart: end > 0 }));
    end = offsets[spanEnd];
    content.push(createElement("mark", {}, text.slice(start, end)));
  }
  return [...content, shorten(text.slice(end), { keepEnd: false })];
}

function shorten(text, { keepStart = true, keepEnd = true }) {
  if (text.length < SHORT) return text;
  const start = keepStart ? text.match(/^[^]{100}\S{0,20}/)[0] : "";
  const end = keepEnd ? text.match(/\S{0,20}[^]{100}$/)[0] : "";
  return `${start} … ${end}`;
}
