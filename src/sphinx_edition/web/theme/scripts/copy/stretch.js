// Cutting the author's words of one passage out of a copy.
// Rule: the stretch of a passage runs from its beginning to that of the next, less the heading that
// may stand there and what is no sentence before it, such as a caption. The last has no next: it
// ends at the first paragraph that is no sentence, or, if other passages were not found, after its
// first paragraph, for the rest may be theirs.

/** Returns a text reduced to its letters and single spaces, to compare headings by. */
export function reduceToLetters(text) {
  return text.match(/\p{L}+/gu)?.join(" ").toLowerCase() ?? "";
}

/**
 * Splits a stretch into the paragraphs of its passage and what is left out.
 *
 * `headings` are those of the page, reduced; `isLast` tells that no passage begins after it, and
 * `isComplete` that every passage was found.
 */
export function splitStretch(stretch, { headings, isLast, isComplete }) {
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

/** Tells whether a paragraph ends in a letter or digit, without a mark of punctuation. */
function isNoSentence(paragraph) {
  return /[\p{L}\p{N}]$/u.test(paragraph);
}
