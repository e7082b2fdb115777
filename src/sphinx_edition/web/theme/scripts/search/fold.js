// The words of texts and queries, reduced to the same plain form before they are compared.
// Rule: accents, capitals and invisible characters do not count, ß is ss, and each letter of
// a script without spaces is a word. search_index.py splits and folds words by the same rule.

import { UNSPACED } from "../unspaced.js";

const WORD = RegExp(`((?:(?!${UNSPACED})[\\p{L}\\p{N}][\\p{M}\\p{Cf}]*)+|[\\p{L}\\p{N}])`, "u");

// Many places have the same number.
const folds = Object.create(null);

/** Returns the words of a text, at odd places, and what stands before, between and after them. */
export function splitWords(text) {
  return text.split(WORD);
}

/** Returns the words of a text folded, with a space between them. */
export function fold(text) {
  return (folds[text] ??= splitWords(text).filter((_, i) => i % 2).map(foldWord).join(" "));
}

function foldWord(word) {
  return word.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "").replace(/ß/g, "ss");
}
