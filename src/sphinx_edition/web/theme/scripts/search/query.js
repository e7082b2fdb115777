// A query: words, and exact phrases between quotation marks of any kind.

import { fold } from "./fold.js";

/**
 * Returns what was typed; all of it folded, `phrase`; and its `terms`: exact phrases, and words,
 * which may stand inside longer ones.
 */
export function parseQuery(typed) {
  const terms = typed.split(/["“”„«»]/).flatMap((piece, i) => {
    const words = fold(piece);
    const isExact = i % 2;
    if (isExact) return [{ term: words }];
    return words.split(" ").map((term) => ({ term, method: "includes" }));
  });
  return { typed, phrase: fold(typed), terms: terms.filter(({ term }) => term) };
}
