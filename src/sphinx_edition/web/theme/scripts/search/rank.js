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

/** Returns the places that answer a query, the best first, and what `listParts` needs of each. */
export function rankPlaces({ owners, kinds }, { phrase, terms }, [page, ...filters], thisPage) {
  const sets = {
    phraseParts: findParts(phrase, owners),
    wholes: terms.map(({ term }) => findParts({ term }, owners)),
    loose: terms.map((term) => findParts(term, owners)),
    wanted: kinds.map((tags) => filters.every((value) => !value || tags.includes(value))),
  };
  const results = [];
  // Every place has all terms, so it has the first.
  for (const place of new Set(owners.filter((_, part) => sets.loose[0][part]))) {
    if ((page && page !== place.page) || findFirst(place, sets) < 0) continue;
    let rank = rankName(place, phrase, sets);
    for (const i of place.kinds.keys()) rank = Math.min(rank, rankPart(place, i, sets));
    if (place.page !== thisPage) rank += ELSEWHERE;
    if (rank < Infinity) results.push({ place, rank, sets });
  }
  return results.sort((a, b) => a.rank - b.rank);
}

/** Lists the parts of a place that are shown, each as its number and its rank. */
export function listParts(place, sets) {
  const parts = place.kinds
    .map((_, i) => [i, rankPart(place, i, sets)])
    .filter(([, rank]) => rank < Infinity);
  return parts[0] ? parts : [[findFirst(place, sets)]];
}

function findFirst({ kinds }, { wanted }) {
  return kinds.findIndex((kind) => wanted[kind]);
}

function rankName({ name, number, title }, { term }, { phraseParts }) {
  if (!phraseParts[title]) return Infinity;
  if (number ? ` ${term}`.endsWith(` ${fold(number)}`) : fold(name) === term) return NAME;
  return number ? Infinity : 0;
}

function rankPart({ title, number, kinds }, i, { phraseParts, wholes, loose, wanted }) {
  const part = title + 1 + i;
  const isHere = (parts) => parts[part];
  const isFound = (parts) => parts[part] || parts[title];
  const isAnswer = wanted[kinds[i]] && loose.every(isFound) && (!number || loose.some(isHere));
  if (!isAnswer) return Infinity;
  return (wholes.every(isFound) ? 0 : PARTS) + (phraseParts[part] ? 0 : NO_PHRASE);
}

/** Returns the terms that are marked in a part that answers with a rank. */
export function findMarked({ phrase, terms }, rank) {
  if (rank % PARTS === 0) return [phrase];
  return rank < PARTS ? terms.map(({ term }) => ({ term })) : terms;
}
