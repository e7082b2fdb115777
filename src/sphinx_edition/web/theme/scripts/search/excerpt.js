// Excerpts: a text with the words that were sought marked, and what is far from them left out.
// Rule: at least 100 characters stay on each side of a mark, and words are not broken.

import { createElement } from "../shared.js";
import { fold, splitWords } from "./fold.js";
import { isLike } from "./query.js";

/**
 * Returns strings and mark elements for a text, in which the words of some terms are marked. What
 * stands between two of them is marked, too.
 */
export function markWords(text, terms) {
  const pieces = splitWords(text);
  const marked = findMarkedWords(pieces.filter((_, i) => i % 2).map(fold), terms);
  const stretches = [""]; // Those at odd places are marked.
  for (const [i, piece] of pieces.entries()) {
    const isOdd = marked.has((i - 1) >> 1) && marked.has(i >> 1);
    if (isOdd !== (stretches.length % 2 === 0)) stretches.push("");
    stretches.push(stretches.pop() + piece);
  }
  return stretches.map((words, i) => (
    i % 2 ? createElement("mark", {}, words) : shorten(words, i, stretches.length - 1)
  ));
}

function findMarkedWords(words, terms) {
  const marked = new Set();
  for (const { term, method } of terms) {
    const sought = term.split(" ");
    for (const start of words.keys()) {
      const isHere = sought.every((word, i) => (
        isLike(words[start + i], word, i === sought.length - 1 && method)
      ));
      if (isHere) for (const i of sought.keys()) marked.add(start + i);
    }
  }
  return marked;
}

function shorten(words, i, last) {
  if (words.length < 250) return words;
  const start = i > 0 || last === 0 ? words.match(/^[^]{100}\S{0,20}/)[0] : "";
  const end = i < last ? words.match(/\S{0,20}[^]{100}$/)[0] : "";
  return `${start} … ${end}`;
}
