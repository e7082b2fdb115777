// Ranking: how well a place of the edition answers a query.
// Rule: its number or name counts most, then all words whole, then parts of words; of each the
// words as a phrase count more, whose last may be only begun. The best of its texts counts. Words
// may stand in the title of a place instead, but not all for a passage, whose text they would not
// tell from others. A place that is found by its name alone shows its first text.

import { fold } from "./fold.js";
import { findPhrase } from "./occurrences.js";

/** Of a number or name; and what is added for parts of words, no phrase, and another page. */
const RANKS = { name: -1, parts: 2, loose: 1, elsewhere: 0.5 };

/** Returns the places that answer a query with their ranks, and their parts that do with theirs. */
export function rankPlaces({ texts, starts }, query, filters, thisPage) {
  const { phrase } = query;
  const sets = findSets(query, starts);
  const isKept = ({ tags }) => filters.every((value) => !value || tags.includes(value));
  return texts.flatMap(({ page, names, places }) => {
    const numbers = [phrase, ...names.map((name) => phrase.replace(`${name} `, ""))];
    return places.flatMap((place) => {
      const [title, ...all] = place.parts;
      const parts = all.filter(isKept);
      if (!parts[0]) return [];
      const matches = parts
        .map((part) => ({ ...part, rank: rankPart(part, title, place, sets) }))
        .filter((match) => match.rank < Infinity);
      const ranks = [rankName(place, title, numbers, sets), ...matches.map(({ rank }) => rank)];
      const rank = Math.min(...ranks) + (page === thisPage ? 0 : RANKS.elsewhere);
      return rank < Infinity ? [{ rank, place, parts: matches[0] ? matches : [parts[0]] }] : [];
    });
  });
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

function rankName({ name, number }, title, numbers, { phraseParts }) {
  if (number ? numbers.includes(fold(number)) : fold(name) === numbers[0]) return RANKS.name;
  return !number && phraseParts.has(title.part) ? 0 : Infinity;
}

function rankPart({ part }, title, { number }, { phraseParts, wholes, loose }) {
  const isHere = (parts) => parts.has(part);
  const isFound = (parts) => isHere(parts) || parts.has(title.part);
  if (!loose.every(isFound) || (number && !loose.some(isHere))) return Infinity;
  return (wholes.every(isFound) ? 0 : RANKS.parts) + (isHere(phraseParts) ? 0 : RANKS.loose);
}

/** Returns a set of the numbers of the words to mark in a part that answers with a rank. */
export function findMarked({ phrase, terms }, rank) {
  const isPhrase = rank % RANKS.parts === 0;
  const marked = new Set();
  for (const { term, method } of isPhrase ? [{ term: phrase, method: "startsWith" }] : terms) {
    for (const start of findPhrase(term, rank < RANKS.parts ? "" : method)) {
      for (const i of term.split(" ").keys()) marked.add(start + i);
    }
  }
  return marked;
}
