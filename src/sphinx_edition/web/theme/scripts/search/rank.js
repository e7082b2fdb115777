// Ranking: how well a place of the edition answers a query, and which words of it to mark.
// Rule: the best rank of any of its texts counts. A place that is found by its name or number shows
// its first text, even if that has none of the words.

import { fold } from "./fold.js";
import { findSpans, mayBePart } from "./spans.js";

export const RANKS = { name: 0, phrase: 1, words: 2, openPhrase: 3, parts: 4, none: 5 };

// Folding is slow, and is done once for each text.
const foldedTexts = new Map();

/** Returns a place with its rank for a query, and the excerpts to show: of one language, or all. */
export function rankPlace(place, query, language) {
  const title = foldOnce(`${place.name} ${place.about}`);
  const nameRank = rankName(place, title, query.phrase);
  const excerpts = [];
  let rank = nameRank;
  for (const [partLanguage, label, text] of place.parts) {
    if (language && partLanguage !== language) continue;
    const match = matchText(foldOnce(text), { title, number: place.number, query });
    if (match.rank === RANKS.none) {
      const isNeeded = nameRank < RANKS.none && excerpts.length === 0;
      if (!isNeeded) continue;
    }
    rank = Math.min(rank, match.rank);
    excerpts.push({ language: partLanguage, label, text, spans: match.spans });
  }
  return { rank, place, excerpts };
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

function matchText(folded, { title, number, query }) {
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
