// Ranking: how well a place of the edition answers a query, and which words of it to mark.
// Rule: the best rank of any of its texts counts. A place that is found by its name alone shows its
// first text.

import { fold } from "./fold.js";
import { findSpans, mayBePart } from "./spans.js";

export const RANKS = { name: 0, phrase: 1, words: 2, openPhrase: 3, parts: 4, none: 5 };

// Folding is slow, and is done once for each text.
const foldedTexts = new Map();

/** Returns a place with its rank for a query, and the excerpts to show: of one language, or all. */
export function rankPlace(place, query, language) {
  const title = foldOnce(`${place.name} ${place.about}`);
  const nameRank = rankName(place, title, query.phrase);
  const excerpts = place.parts
    .filter((part) => !language || part[0] === language)
    .map((part) => ({ part, ...matchText(foldOnce(part[2]), title, place, query) }));
  const matches = excerpts.filter(({ rank }) => rank < RANKS.none);
  const rank = Math.min(nameRank, ...matches.map((match) => match.rank));
  return { rank, place, excerpts: matches.length > 0 ? matches : excerpts.slice(0, 1) };
}

function foldOnce(text) {
  if (!foldedTexts.has(text)) foldedTexts.set(text, fold(text).folded);
  return foldedTexts.get(text);
}

function rankName({ names, number }, title, phrase) {
  if (names.includes(phrase)) return RANKS.name;
  // All passages of a text have its name: words of that do not tell one from another.
  return phrase && !number && title.includes(` ${phrase} `) ? RANKS.phrase : RANKS.none;
}

function matchText(folded, title, { number }, query) {
  const { phrase, words, exact } = query;
  const rank = rankText(folded, title, query);
  const isPhrase = rank === RANKS.phrase || rank === RANKS.openPhrase;
  const isWhole = rank < RANKS.openPhrase;
  const spans = (isPhrase ? [phrase] : [...exact, ...words])
    .flatMap((term) => findSpans(term, folded, { isWhole: isWhole || !mayBePart(term) }))
    .sort(([a], [b]) => a - b);
  // Some words may be in the title instead; of a passage, for the same reason, not all of them.
  const isFound = rank < RANKS.none && (spans.length > 0 || !number);
  return isFound ? { rank, spans } : { rank: RANKS.none, spans: [] };
}

function rankText(folded, title, { phrase, words, exact }) {
  const hasWord = (word) => `${folded}${title}`.includes(` ${word} `);
  const hasPart = (word) => mayBePart(word) && `${folded}${title}`.includes(word);
  if (!phrase || !exact.every((term) => folded.includes(` ${term} `))) return RANKS.none;
  if (folded.includes(` ${phrase} `)) return RANKS.phrase;
  if (words.every(hasWord)) return RANKS.words;
  if (exact.length === 0 && mayBePart(phrase) && folded.includes(phrase)) return RANKS.openPhrase;
  return words.every((word) => hasWord(word) || hasPart(word)) ? RANKS.parts : RANKS.none;
}
