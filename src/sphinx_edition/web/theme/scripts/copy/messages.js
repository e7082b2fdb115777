// What the page says of a copy. All words that the script writes are here.

export const AUTHORS_WORDS = "The author’s words, from your own copy";
export const IN_OUR_WORDS = "In our words";
export const FORGOTTEN = "Your copy is forgotten, and the page is as it was.";
export const NOT_KEPT = "Your browser keeps it for this page only.";
const NOTHING_FOUND = "No passage of this essay was found in this file, and nothing was changed.";
const TOO_LONG = "The file is too long: choose one that has the text alone.";

/** Returns the lines that report what was bound; `isTooLong` if the file was not read for that. */
export function describeReport({ bound, otherWords, missing }, isTooLong) {
  if (isTooLong) return [TOO_LONG];
  const all = bound.length + otherWords.length + missing.length;
  const isNothing = bound.length + otherWords.length === 0;
  if (isNothing) return [NOTHING_FOUND];
  const lines = [`Passages in the author’s words: ${bound.length} of ${all}.`];
  if (otherWords.length > 0) {
    const loci = otherWords.join(", ");
    lines.push(`Your copy has other words than the text restated here, so ours stay: ${loci}.`);
  }
  if (missing.length > 0) {
    lines.push(`Not found in your copy, so our words stay: ${missing.join(", ")}.`);
  }
  return lines;
}
