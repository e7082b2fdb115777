// Where words stand: their numbers in the row of all words of the edition, sorted.
// Rule: fewer than three characters, and what ends in a digit, stand only by themselves: “no” is
// not in “there”, and 5.1 is not 5.10.

import { loadFile } from "./files.js";

// By folded word: it and the words that contain it, each with its numbers.
const found = Object.create(null);
const phrases = Object.create(null);

/** Loads what is known of folded words. */
export function loadOccurrences(words) {
  return Promise.all(words.map(async (word) => {
    const rest = /..\D$/.test(word) ? "\\S*" : "";
    const lines = await loadFile("words", [...word].slice(0, 3).join(""));
    found[word] ??= (lines.match(RegExp(`^${rest}${word}${rest} .*`, "gm")) ?? []).map(readLine);
  }));
}

function readLine(line) {
  const [word, ...steps] = line.split(" ");
  let number = 0;
  const numbers = steps.map((step) => {
    number += Number(step);
    return number;
  });
  return { word, numbers };
}

/**
 * Returns the numbers at which a phrase begins. Its last word is that word, or with a method any
 * that `includes` it or `startsWith` it.
 */
export function findPhrase(phrase, method) {
  return (phrases[`${phrase} ${method}`] ??= findUncached(phrase, method));
}

function findUncached(phrase, method) {
  const words = phrase.split(" ");
  const lists = words.map((word, i) => findWord(word, i === words.length - 1 && method));
  return lists.reduce((starts, numbers, i) => {
    let next = 0;
    return starts.filter((start) => {
      while (numbers[next] < start + i) next += 1;
      return numbers[next] === start + i;
    });
  });
}

function findWord(sought, method) {
  const lists = found[sought].flatMap(({ word, numbers }) => (
    (method ? word[method](sought) : word === sought) ? numbers : []
  ));
  return Uint32Array.from(lists).sort();
}
