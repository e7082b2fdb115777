// Ranking: how well a place of the edition answers a query.
// Rule: its number or name counts most, then all words whole, then parts of words; of each the
// words as a phrase count more, whose last may be only begun. The best of its texts counts. Words
// may stand in the title of a place instead, but not all for a passage, whose text they would not
// tell from others. A place that is found by its name alone shows its first text.

import { fold } from "./fold.js";
import { findPhrase } from "./occurrences.js";

const NAME = -1;
// What is added to a rank.
const PARTS = 2;
const NO_PHRASE = 1;
const ELSEWHERE = 0.5;

/**
 * Returns the places that answer a query: their rank, those of their parts that a reader wants, and
 * what ranks these.
 */
export function rankPlaces({ owners, starts }, query, filters, thisPage) {
  const sets = findSets(query, starts);
  // Every place has all terms, so it has the rarest.
  const [rarest] = [...sets.loose].sort((a, b) => a.size - b.size);
  const places = new Set([...rarest].map((part) => owners[part]));
  const isKept = ({ tags }) => filters.every((value) => tags.includes(value));
  const results = [...places].map((place) => {
    const [title, ...all] = place.parts;
    const parts = all.filter(isKept);
    const rankOf = (part) => rankPart(part, title, place, sets);
    const nameRank = parts[0] ? rankName(place, title, query, sets) : Infinity;
    const rank = Math.min(nameRank, ...parts.map(rankOf));
    return { place, parts, rankOf, rank: rank + (place.page === thisPage ? 0 : ELSEWHERE) };
  });
  return results.filter(({ rank }) => rank < Infinity).sort((a, b) => a.rank - b.rank);
}

/** Returns the parts that have the query as a phrase, and each of its terms. */
function findSets({ phrase, terms }, starts) {
  const find = (term, method) => findParts(findPhrase(term, method), starts);
  return {
    phraseParts: find(phrase, "startsWith"),
    wholes: terms.map(({ term }) => find(term)),
    loose: terms.map(({ term, method }) => find(term, method)),
  };
}

function findParts(numbers, starts) {
  const parts = new Set();
  let part = 0;
  for (const number of numbers) {
    while (starts[part + 1] <= number) part += 1;
    parts.add(part);
  }
  return parts;
}

function rankName({ name, number }, title, { phrase }, { phraseParts }) {
  if (!phraseParts.has(title.part)) return Infinity;
  if (number ? ` ${phrase}`.endsWith(` ${fold(number)}`) : fold(name) === phrase) return NAME;
  return number ? Infinity : 0;
}

function rankPart({ part }, title, { number }, { phraseParts, wholes, loose }) {
  const isHere = (parts) => parts.has(part);
  const isFound = (parts) => isHere(parts) || parts.has(title.part);
  if (!loose.every(isFound) || (number && !loose.some(isHere))) return Infinity;
  return (wholes.every(isFound) ? 0 : PARTS) + (isHere(phraseParts) ? 0 : NO_PHRASE);
}

/** Returns the places of the words to mark in a part that answers with a rank, as a set. */
export function findMarked({ phrase, terms }, rank, part, starts) {
  const isPhrase = rank % PARTS === 0;
  const marked = new Set();
  for (const { term, method } of isPhrase ? [{ term: phrase, method: "startsWith" }] : terms) {
    for (const number of findPhrase(term, rank < PARTS ? "" : method)) {
      if (number < starts[part] || number >= starts[part + 1]) continue;
      for (const i of term.split(" ").keys()) marked.add(number - starts[part] + i);
    }
  }
  return marked;
}
