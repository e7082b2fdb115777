// Finding a word or phrase in a folded text.
// Rule: four characters or more are found inside longer words, too. Fewer are found only as a
// whole word, or, if they are the whole query, at the beginning of one. What ends in a digit stands
// by itself always: 5.1 is not 5.10.

/** Returns all places of a folded word or phrase in a folded text as [start, end]. */
export function findSpans(words, folded, { isPhrase = false } = {}) {
  const endsInDigit = /\d$/.test(words);
  const isLong = !endsInDigit && words.length > 3;
  const mayGoOn = isLong || (isPhrase && !endsInDigit);
  const spans = [];
  let start = folded.indexOf(words);
  while (start >= 0) {
    const end = start + words.length;
    const beginsRight = isLong || folded[start - 1] === " ";
    const endsRight = mayGoOn || folded[end] === " ";
    if (beginsRight && endsRight) spans.push([start, end]);
    start = folded.indexOf(words, start + 1);
  }
  return spans;
}
