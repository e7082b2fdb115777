// Finding a word or phrase in a folded text.
// Rule: whole words count before parts of words. Fewer than three characters, and what ends in a
// digit, stand only by themselves: “no” is not in “there”, and 5.1 is not 5.10.

const SHORTEST_PART = 3;

/** Tells whether a folded word or phrase may be found inside longer words. */
export function mayBePart(words) {
  return words.length >= SHORTEST_PART && !/\d$/.test(words);
}

/** Returns all places of a folded word or phrase in a folded text as [start, end]. */
export function findSpans(words, folded, { isWhole }) {
  const sought = isWhole ? ` ${words} ` : words;
  const inset = isWhole ? 1 : 0;
  const spans = [];
  let start = folded.indexOf(sought);
  while (start >= 0) {
    spans.push([start + inset, start + inset + words.length]);
    start = folded.indexOf(sought, start + 1);
  }
  return spans;
}
