// Ranking: how well a place of the edition answers a query.
// Rule: its number or name counts most, then all words whole, then parts of words; of each the
// words as a phrase count more, whose last may be only begun. The best of its texts counts. Words
// may stand in the title of a place instead, but not all for a passage, whose text they would not
// tell from others. A place that is found by its name alone shows its first text.

import { fold } from "./fold.js";
import { findParts } from "./occurrences.js";

const NAME = -1;
// What is added to a rank.
const PARTS = 2;
const NO_PHRASE = 1;
const ELSEWHERE = 0.5;

/**
 * Returns the places that answer a query, the best first, each with its rank; and a function that
 * lists the parts of a place that are shown, each as its number and its rank.
 */
export function rankPlaces({ owners, kinds }, query, [page, ...filters], thisPage) {
  const sets = findSets(query, owners.length);
  const isWanted = kinds.map((tags) => filters.every((value) => !value || tags.includes(value)));
  const rankOf = (place, i) => (
    isWanted[place.kinds[i]] ? rankPart(place.title + 1 + i, place, sets) : Infinity
  );
  const found = [];
  // Every place has all terms, so it has the first.
  for (const place of new Set(owners.filter((_, part) => sets.loose[0][part]))) {
    if (!place.kinds.some((kind) => isWanted[kind]) || (page && page !== place.page)) continue;
    let rank = rankName(place, query, sets);
    for (const i of place.kinds.keys()) rank = Math.min(rank, rankOf(place, i));
    if (place.page !== thisPage) rank += ELSEWHERE;
    if (rank < Infinity) found.push({ place, rank });
  }
  const listParts = (place) => {
    const ranks = place.kinds.map((_, i) => [i, rankOf(place, i)]);
    const parts = ranks.filter(([, rank]) => rank < Infinity);
    return parts.length ? parts : [ranks.find(([i]) => isWanted[place.kinds[i]])];
  };
  return { found: found.sort((a, b) => a.rank - b.rank), listParts };
}

/** Returns the parts that have the query as a phrase, and each of its terms. */
function findSets({ phrase, terms }, size) {
  return {
    phraseParts: findParts(phrase, size),
    wholes: terms.map(({ term }) => findParts({ term }, size)),
    loose: terms.map((term) => findParts(term, size)),
  };
}

function rankName({ name, number, title }, { phrase: { term } }, { phraseParts }) {
  if (!phraseParts[title]) return Infinity;
  if (number ? ` ${term}`.endsWith(` ${fold(number)}`) : fold(name) === term) return NAME;
  return number ? Infinity : 0;
}

function rankPart(part, { title, number }, { phraseParts, wholes, loose }) {
  const isHere = (parts) => parts[part];
  const isFound = (parts) => parts[part] || parts[title];
  if (!loose.every(isFound) || (number && !loose.some(isHere))) return Infinity;
  return (wholes.every(isFound) ? 0 : PARTS) + (phraseParts[part] ? 0 : NO_PHRASE);
}

/** Returns the terms that are marked in a part that answers with a rank. */
export function findMarked({ phrase, terms }, rank) {
  if (rank % PARTS === 0) return [phrase];
  return rank < PARTS ? terms.map(({ term }) => ({ term })) : terms;
}
