// The tokens of a text: its words and marks, with their typography folded.
// Rule: token by token as words/tokens.py reads them when the edition is made, for the digests of
// the passages are of these. A test has both read the same texts.

import { UNSPACED } from "../unspaced.js";

const DASHES = "\\-‐-―−־⸺⸻﹘﹣－";
const INVISIBLE = "\\p{DI}\\u0640"; // The tatweel only makes a word longer.
const COMBINING = "(?=[\\u0300-\\u30FF\\uA600-\\uABFF\\uFB00-\\uFE2F])\\p{M}";
const LETTERS = `(?:(?!${UNSPACED})(?:[${INVISIBLE}\\p{L}\\p{N}_]|${COMBINING}))+`;
const TOKEN = RegExp(
  `(?<=\\p{Nd})([′″])|(?!\\s)${UNSPACED}(?:[${INVISIBLE}]|${COMBINING})*`
    + `|${LETTERS}(?:['’ʼ‘\\x60´＇׳״]${LETTERS})*|([${DASHES}])+`
    + "|[^\\p{L}\\p{N}_\\s\\x1C-\\x1F\\x85]",
  "gu",
);
const FORMS = /[ſ\uFB00-\uFB06！-～]/g;
const QUOTATION_MARKS = /[\p{QMark}\x60´ʼ′″᾽᾿׳״❛-❞]/gu;
const UNSEEN = RegExp(`[${INVISIBLE}]`, "gu");

/** Returns the tokens of a text as { text, start, end }, without spaces and quotation marks. */
export function readTokens(text) {
  const tokens = [];
  for (const { 0: typed, 1: prime, 2: dash, index } of text.matchAll(TOKEN)) {
    const folded = prime ?? (dash ? "-" : fold(typed)); // Two hyphens are a dash.
    if (folded !== "" && folded !== "'") {
      tokens.push({ text: folded, start: index, end: index + typed.length });
    }
  }
  return tokens;
}

function fold(typed) {
  return typed.normalize().replace(FORMS, (form) => form.normalize("NFKC"))
    .replace(QUOTATION_MARKS, "'").replace(UNSEEN, "");
}
