// Where words stand: each time a number, made of that of the part and that of the word in it, so
// that words which follow one another have numbers that do.
// Rule: what has been loaded is read once, so that each further letter only chooses among it.

import { loadFile } from "./files.js";
import { isLike } from "./query.js";

const PART = 2 ** 20;

// By the first letters of what was sought: the words of the file that it is in, each with its code.
const files = Object.create(null);
// By word, its numbers, and those of its parts, each once.
const numbersOf = Object.create(null);
const partsOf = Object.create(null);

/** Loads what is known of folded words, and of the words that contain them. */
export function loadOccurrences(words) {
  return Promise.all(words.map(async (word) => {
    const lines = await loadFile("words", startOf(word));
    files[startOf(word)] ??= lines.split("\n").map((line) => line.split(" "));
  }));
}

function startOf(word) {
  return [...word].slice(0, 3).join("");
}

/** Returns a list with 1 at the number of each part that has a term. */
export function findParts({ term, method }, size) {
  const parts = new Uint8Array(size);
  const words = term.split(" ");
  for (const found of words[1] ? findPhrase(words, method) : findWord(term, method, readParts)) {
    for (const part of found) parts[part] = 1;
  }
  return parts;
}

/** Returns a list of the parts in which some words follow one another. */
function findPhrase(words, method) {
  const lists = words.map((word, i) => (
    findWord(word, i === words.length - 1 && method, readNumbers).flat()
  ));
  const starts = lists.reduce((before, numbers, i) => {
    const places = new Set(numbers);
    return before.filter((start) => places.has(start + i));
  });
  return [starts.map(partOf)];
}

/** Returns what a function reads of each word that is like the one that is sought. */
function findWord(sought, method, read) {
  return files[startOf(sought)].filter(([word]) => isLike(word, sought, method)).map(read);
}

function readParts([word, code]) {
  return (partsOf[word] ??= [...new Set(readNumbers([word, code]).map(partOf))]);
}

function partOf(number) {
  return Math.floor(number / PART);
}

/** Reads the code of search_index.py: a step from part to part, and the number of the word. */
function readNumbers([word, code]) {
  if (numbersOf[word]) return numbersOf[word];
  const numbers = (numbersOf[word] = []);
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
