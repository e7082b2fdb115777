// Excerpts: a text with the words that were sought marked, and what is far from them left out.
// Rule: at least 100 characters stay on each side of a mark, and words are not broken.

import { createElement } from "../shared.js";
import { splitWords } from "./fold.js";

const SHORT = 250; // Characters; a stretch shorter than this is not cut.

/**
 * Returns strings and mark elements for a text; what stands between marked words is marked, too.
 * A function tells of a word, by its place among the words of the text, whether it is marked.
 */
export function markWords(text, isMarked) {
  const stretches = [""]; // Those at odd places are marked.
  for (const [i, piece] of splitWords(text).entries()) {
    const isOdd = isMarked((i - 1) >> 1) && isMarked(i >> 1);
    if (isOdd !== (stretches.length % 2 === 0)) stretches.push("");
    stretches.push(stretches.pop() + piece);
  }
  return stretches.map((words, i) => (
    i % 2 ? createElement("mark", {}, words) : shorten(words, i, stretches.length - 1)
  ));
}

function shorten(words, i, last) {
  if (words.length < SHORT) return words;
  const start = i > 0 || last === 0 ? words.match(/^[^]{100}\S{0,20}/)[0] : "";
  const end = i < last ? words.match(/\S{0,20}[^]{100}$/)[0] : "";
  return `${start} … ${end}`;
}
