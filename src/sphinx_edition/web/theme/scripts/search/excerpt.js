// Excerpts: a text with the words that were sought marked, and what is far from them left out.
// Rule: at least 100 characters stay on each side of a mark, and words are not broken.

import { createElement } from "../shared.js";
import { splitWords } from "./fold.js";

/**
 * Returns strings and mark elements for a text, of whose words a set of their places are marked.
 * What stands between two of them is marked, too.
 */
export function markWords(text, marked) {
  const stretches = [""]; // Those at odd places are marked.
  for (const [i, piece] of splitWords(text).entries()) {
    const isOdd = marked.has((i - 1) >> 1) && marked.has(i >> 1);
    if (isOdd !== (stretches.length % 2 === 0)) stretches.push("");
    stretches.push(stretches.pop() + piece);
  }
  return stretches.map((words, i) => (
    i % 2 ? createElement("mark", {}, words) : shorten(words, i, stretches.length - 1)
  ));
}

function shorten(words, i, last) {
  const isShort = words.length < 250;
  if (isShort) return words;
  const start = i > 0 || last === 0 ? words.match(/^[^]{100}\S{0,20}/)[0] : "";
  const end = i < last ? words.match(/\S{0,20}[^]{100}$/)[0] : "";
  return `${start} … ${end}`;
}
