// Where words stand: each time a number, made of that of the part and that of the word in it, so
// that words which follow one another have numbers that do.
// Rule: what has been loaded is read once, so that each further letter only chooses among it.

import { loadFile } from "./files.js";
import { isLike } from "./query.js";

const PART = 2 ** 20;

// By what was sought: the words of the file that it is in, each with its code; and by word.
const files = Object.create(null);
const numbersOf = Object.create(null);

/** Loads what is known of folded words, and of the words that contain them. */
export function loadOccurrences(words) {
  return Promise.all(words.map(async (word) => {
    const lines = await loadFile("words", [...word].slice(0, 3).join(""));
    files[word] ??= lines.split("\n").map((line) => line.split(" "));
  }));
}

/** Returns a list with 1 at the number of each part that has a term. */
export function findParts({ term, method }, { length }) {
  const parts = new Uint8Array(length);
  for (const numbers of findPhrase(term.split(" "), method)) {
    for (const number of numbers) parts[Math.floor(number / PART)] = 1;
  }
  return parts;
}

/** Returns lists of the numbers at which some words begin that follow one another. */
function findPhrase(words, method) {
  const lists = words.map((word, i) => findWord(word, i === words.length - 1 && method));
  return lists.reduce((starts, numbers, i) => {
    const places = new Set(numbers.flat());
    return [starts.flat().filter((start) => places.has(start + i))];
  });
}

/** Returns the numbers of each word that is like the one that is sought. */
function findWord(sought, method) {
  return files[sought]
    .filter(([word]) => isLike(word, sought, method))
    .map(([word, code]) => (numbersOf[word] ??= readNumbers(code)));
}

/** Reads the code of search_index.py: a step from part to part, and the number of the word. */
function readNumbers(code) {
  const numbers = [];
  let part = 0;
  let isWord = false;
  for (const sign of code) {
    const point = sign.codePointAt();
    const value = point - (point < 0xd800 ? 36 : 2084);
    if (isWord) numbers.push(part + value);
    else part += value * PART;
    isWord = !isWord;
  }
  return numbers;
}
