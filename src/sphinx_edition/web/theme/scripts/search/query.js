// A query: words, and exact phrases between quotation marks of any kind.
// Rule: a word may stand inside longer ones, but fewer than three characters, and what ends in a
// digit, stand only by themselves: “no” is not in “there”, and 5.1 is not 5.10. Letters of a script
// without spaces are sought in a row, as they were typed.

import { UNSPACED } from "../unspaced.js";
import { fold } from "./fold.js";

/** A last word that cannot be sought inside others before it has a third letter. */
export const UNFINISHED = RegExp(`(^|\\s)(?!${UNSPACED})\\p{L}{1,2}$`, "u");

/**
 * Returns what was typed; all of it folded, as a `phrase`; and its `terms`: exact phrases, and
 * words. The `method` of a term tells how a word of a text may contain the last of its words.
 */
export function parseQuery(typed) {
  const terms = typed.split(/["“”„«»]/).flatMap((piece, i) => {
    // Between quotation marks.
    if (i % 2) return [{ term: fold(piece) }];
    return piece.split(/[\s\p{P}]/u).map((run) => createTerm(fold(run), "includes"));
  });
  const phrase = createTerm(fold(typed), "startsWith");
  return { typed, phrase, terms: terms.filter(({ term }) => term) };
}

function createTerm(term, method) {
  return /\S\S[^\s\d]$/.test(term) ? { term, method } : { term };
}

/** Tells whether a folded word is the one that is sought, or with a method includes it. */
export function isLike(word, sought, method) {
  return method ? word?.[method](sought) : word === sought;
}
