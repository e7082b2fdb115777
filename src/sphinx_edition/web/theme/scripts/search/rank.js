// Ranking: how well a place of the edition answers a query, and which words of it to mark.
// Rule: the best rank of any of its texts counts. A place that is found by its name or number shows
// its first text, even if that has none of the words.

import { fold } from "./fold.js";
import { findSpans } from "./spans.js";

export const RANKS = { name: 0, phrase: 1, openPhrase: 2, words: 3, none: 4 };

/** Returns the rank of a place of the index for a folded phrase, with the excerpts to show. */
export function rankPlace([address, name, about, number, parts], phrase) {
  const title = fold(`${name} ${about}`).folded;
  const nameRank = rankName(address, name, number, title, phrase);
  const excerpts = [];
  let rank = nameRank;
  for (const [language, label, text] of parts) {
    const match = matchText(text, { title, number, phrase });
    if (match.rank === RANKS.none) {
      const isNeeded = nameRank < RANKS.none && excerpts.length === 0;
      if (!isNeeded) continue;
    }
    rank = Math.min(rank, match.rank);
    excerpts.push({ language, label, text, offsets: match.offsets, spans: match.spans });
  }
  return { rank, address, name, about, excerpts };
}

function rankName(address, name, number, title, phrase) {
  const fullNumber = address.replace(/.*\/(.*)\.html#p/, "$1 "); // Such as "mill-1859 22".
  const names = [name, number, fullNumber].map((text) => fold(text).folded.trim());
  if (names.includes(phrase)) return RANKS.name;
  // All passages of a text have its name: words of that do not tell one from another.
  return !number && title.includes(` ${phrase} `) ? RANKS.phrase : RANKS.none;
}

function matchText(text, { title, number, phrase }) {
  const { folded, offsets } = fold(text);
  const phraseSpans = findSpans(phrase, folded, { isPhrase: true });
  const words = phrase.split(" ");
  const spansByWord = words.map((word) => findSpans(word, folded));
  const wordSpans = spansByWord.flat().sort(([a], [b]) => a - b);
  const hasWord = (word, i) => spansByWord[i].length > 0 || findSpans(word, title).length > 0;

  let rank = RANKS.none;
  if (folded.includes(` ${phrase} `)) rank = RANKS.phrase;
  else if (phraseSpans.length > 0) rank = RANKS.openPhrase;
  // Some words may be in the title instead; of a passage, for the same reason, not all of them.
  else if ((wordSpans.length > 0 || !number) && words.every(hasWord)) rank = RANKS.words;
  return { rank, offsets, spans: phraseSpans.length > 0 ? phraseSpans : wordSpans };
}
