// Finding words in a copy of the text: those of a passage, of a quotation, of a note.
// Rule: a passage is found only if its words have the digest that the edition has of them.
// Typography is forgiven; words, their order and the punctuation between them are not.

import { startDigest } from "./digest.js";
import { readTokens } from "./tokens.js";

const SENTENCE_START = /(?:^\s*|[.!?:"”’')\]\n][ \t\xA0]*)(["'“‘„«([¿¡]{0,9})$/;
const SENTENCE_END = /[.!?:"”’')\]\n]/;
const CLOSING = /["'“”‘’»]*/y;
const LOOK_BACK = 99; // More letters than these between two sentences are not looked at.

// So that no file can keep the page busy for more than some seconds.
const MOST_PLACES = 9; // An incipit that begins more sentences tells nothing.
const LONGEST_PASSAGE = 30_000; // No passage is longer.

/**
 * Finds the words of a passage in a copy, which is { text, tokens }.
 * Returns them as `words`, undefined if none have the digest, and whether a sentence `begins` so.
 */
export function findPassage({ incipit, digest }, copy) {
  let begins = false;
  for (const [[first]] of findWords(incipit, copy.tokens, MOST_PLACES)) {
    const { start } = copy.tokens[first];
    const before = SENTENCE_START.exec(copy.text.slice(Math.max(0, start - LOOK_BACK), start));
    if (!before) continue;
    begins = true;
    const words = readWords(copy, start - before[1].length, digest);
    if (words !== undefined) return { words, begins };
  }
  return { begins };
}

/** Returns the words from an offset to the first end of a sentence at which they have a digest. */
function readWords({ text, tokens }, start, digest) {
  const first = tokens.findIndex((token) => token.start >= start);
  const words = startDigest();
  for (let i = first; i < tokens.length && tokens[i].end - start < LONGEST_PASSAGE; i++) {
    words.add(tokens[i].text);
    const toNext = text.slice(tokens[i].start, tokens[i + 1]?.start);
    const mayEnd = i + 1 === tokens.length || SENTENCE_END.test(toNext);
    if (mayEnd && words.read() === digest) return text.slice(start, endOf(text, tokens[i]));
  }
}

/** Returns the offset after a token and the quotation marks that close right after it. */
function endOf(text, { end }) {
  CLOSING.lastIndex = end;
  return end + CLOSING.exec(text)[0].length;
}

/**
 * Returns places at which words stand among tokens, each as the [first, last] tokens of its pieces.
 * … and [words] mark a cut; [T]he marks a changed capital.
 */
export function findWords(words, tokens, most = 1) {
  const isSame = words.includes("[") ? isSameInAnyCase : isSameToken;
  const [first = [], ...rest] = words
    .replace(/\[(\p{L})\]/gu, "$1")
    .split(/\[.*?\]|…|\.{3}/)
    .map((piece) => trimMarks(readTokens(piece)))
    .filter((piece) => piece.length > 0);
  const places = [];
  for (let at = 0; at < tokens.length && places.length < most && first.length > 0; at++) {
    if (!standsAt(first, tokens, at, isSame)) continue;
    const spans = [[at, at + first.length - 1]];
    for (const piece of rest) {
      let next = spans.at(-1)[1] + 1;
      while (next < tokens.length && !standsAt(piece, tokens, next, isSame)) next++;
      if (next < tokens.length) spans.push([next, next + piece.length - 1]);
    }
    if (spans.length > rest.length) places.push(spans);
  }
  return places;
}

function standsAt(piece, tokens, at, isSame) {
  return piece.every((token, i) => at + i < tokens.length && isSame(token, tokens[at + i]));
}

function isSameToken(one, other) {
  return one.text === other.text;
}

function isSameInAnyCase(one, other) {
  return one.text.toLowerCase() === other.text.toLowerCase();
}

/** Returns the tokens without the marks at either end. */
function trimMarks(tokens) {
  const isWord = ({ text }) => /[\p{L}\p{N}]/u.test(text);
  return tokens.slice(tokens.findIndex(isWord), tokens.findLastIndex(isWord) + 1);
}
