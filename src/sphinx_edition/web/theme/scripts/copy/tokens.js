// The tokens of a text: its words and marks, with their typography folded.
// Rule: token by token as words/tokens.py reads them when the edition is made, for the digests of
// the passages are of these. A test has both read the same texts.

import { UNSPACED } from "../unspaced.js";

const QUOTATION_MARKS = "\"'\\x60´ʼ‘’‚‛“”„‟‹›«»′″「」『』";
const DASHES = "\\-‐‑‒–—―−";
const INVISIBLE = "\\xAD\\u200B-\\u200F\\u2060\\uFEFF";
const COMBINING = "(?=[\\u0300-\\u30FF\\uA600-\\uABFF\\uFB00-\\uFE2F])\\p{M}";
const LETTER = `(?:[\\p{L}\\p{N}_${INVISIBLE}]|${COMBINING})`;
const SPACE = "\\s\\x1C-\\x1F\\x85";
const TOKEN = RegExp(
  `${LETTER}+(?:['’ʼ‘\\x60´]${LETTER}+)*|[${DASHES}]+|[^\\p{L}\\p{N}_${SPACE}]`, "gu",
);
// Of what has no spaces, each letter is a word, with the marks on it.
const UNIT = RegExp(`${UNSPACED}(?:[${INVISIBLE}]|${COMBINING})*|(?:(?!${UNSPACED})[^])+`, "gu");
const FOLDED = [
  [RegExp(`[${QUOTATION_MARKS}]`, "g"), "'"],
  [RegExp(`[${DASHES}]`, "g"), "-"],
  [RegExp(`[${INVISIBLE}]`, "g"), ""],
];

/** Returns the tokens of a text as { text, start, end }, without spaces and quotation marks. */
export function readTokens(text) {
  const tokens = [];
  for (const word of text.matchAll(TOKEN)) {
    for (const unit of word[0].matchAll(UNIT)) {
      const start = word.index + unit.index;
      const folded = fold(unit[0]);
      if (folded !== "" && folded !== "'") {
        tokens.push({ text: folded, start, end: start + unit[0].length });
      }
    }
  }
  return tokens;
}

function fold(typed) {
  let folded = typed.normalize();
  for (const [pattern, sign] of FOLDED) folded = folded.replace(pattern, sign);
  return folded.startsWith("-") ? "-" : folded; // Two hyphens are a dash.
}
