// Finding quoted words and the beginnings of passages in a copy of the text.
// Rule: as in the comparison of quotations when the edition is made, typography is forgiven, and
// words, their order and the punctuation between them are not. … and [words] mark a cut; [T]he
// marks a changed capital.

const LETTER = "[\\p{L}\\p{M}\\p{N}]";
const TYPOGRAPHY = "[^\\p{L}\\p{M}\\p{N}.,;:!?()]*"; // Spaces, quotation marks, dashes.
const SENTENCE_START = "(?<=[\\n.!?:)\\]\\p{QMark}]\\s{0,2})[(\\p{QMark}]{0,4}";
const MOST_PLACES = 99; // An incipit that stands in more of them tells nothing.

/**
 * Returns each place of a quotation in a text: the [start, end] of its pieces, in their order.
 * Pieces are sought one by one: in one pattern, a file could make the search endless.
 */
export function findQuotation(quotation, text, { after = "" } = {}) {
  const flags = quotation.includes("[") ? "giu" : "gu";
  const pieces = quotation
    .normalize()
    .replace(/\[(\p{L})\]/gu, "$1")
    .split(/\[.*?\]|…|\.{3}/)
    .map(createPiecePattern)
    .filter((pattern) => pattern !== "");
  const [first = [], ...rest] = pieces.map((piece, i) => {
    const pattern = RegExp(`${i > 0 ? "" : after}(?<!${LETTER})${piece}(?!${LETTER})`, flags);
    return [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]);
  });
  return first.slice(0, MOST_PLACES).flatMap((start) => {
    const spans = [start];
    for (const places of rest) {
      const next = places.find(([offset]) => offset >= spans.at(-1)[1]);
      if (!next) return [];
      spans.push(next);
    }
    return [spans];
  });
}

/** Returns the source of a regular expression for an uninterrupted piece of a quotation. */
function createPiecePattern(piece) {
  return piece
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, createGapPattern);
}

/** Returns the pattern of what stands between two words: the punctuation, in its order. */
function createGapPattern(gap) {
  const punctuation = gap.replace(/[^.,;:!?()]/g, "");
  return `(?!${LETTER})${TYPOGRAPHY}${punctuation.replace(/./g, `[$&]${TYPOGRAPHY}`)}`;
}

/**
 * Maps passages to the offsets in a text at which they begin.
 * Of all places where an incipit stands at the beginning of a sentence it takes the longest chain
 * in the order of the passages, so that a stray occurrence misleads nothing.
 */
export function findBeginnings(passages, text) {
  const chains = []; // Each ends with another [passage, offset].
  for (const passage of passages) {
    const incipit = passage.querySelector(".incipit").textContent;
    const matches = findQuotation(incipit, text, { after: SENTENCE_START });
    // From the last to the first, so that no place can follow another of the same passage.
    for (const [[index]] of matches.reverse()) {
      chains.push([...findLongest(chains, index), [passage, index]]);
    }
  }
  return new Map(findLongest(chains, Infinity));
}

/** Returns the longest chain that ends before an offset; of several the last. */
function findLongest(chains, offset) {
  let longest = [];
  for (const chain of chains) {
    const [, lastOffset] = chain.at(-1);
    if (lastOffset < offset && chain.length >= longest.length) longest = chain;
  }
  return longest;
}
