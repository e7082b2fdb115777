// Entry, for the search page: answers the query ?q= from the index that search-index.js defines.
// Rule: an exact name or number comes first, then the exact phrase, then a phrase whose last word
// goes on, then texts with all the words. It needs no server and works from file://.

/* global places -- of search-index.js: an array of
   [address, name, about, number, [[language, label, text], …]] */

import { createElement } from "./dom.js";
import { markSpans } from "./search/excerpt.js";
import { fold } from "./search/fold.js";
import { RANKS, rankPlace } from "./search/rank.js";

const MOST_SHOWN = 200;

search(new URLSearchParams(location.search).get("q") ?? "");

function search(query) {
  const phrase = fold(query).folded.trim();
  if (!phrase) return;
  const found = places
    .map((place) => rankPlace(place, phrase))
    .filter(({ rank }) => rank < RANKS.none)
    .sort((a, b) => a.rank - b.rank);
  document.querySelector(".results").append(...found.slice(0, MOST_SHOWN).map(createResult));
  document.querySelector(".count").textContent = describeCount(found.length);
  document.querySelector("#q").value = query;
  document.title = `${query} · ${document.title}`;
}

function createResult({ address, name, about, excerpts }) {
  return createElement(
    "li", {},
    createElement("a", { href: address }, name), " ", createElement("small", {}, about),
    ...excerpts.map(createExcerpt),
  );
}

function createExcerpt({ language, label, text, offsets, spans }) {
  const words = createElement("span", { lang: language }, ...markSpans(text, offsets, spans));
  return createElement("p", {}, createElement("small", {}, label), " ", words);
}

function describeCount(count) {
  if (count === 0) return "Nothing found";
  if (count === 1) return "One place";
  return `${count} places${count > MOST_SHOWN ? `; the first ${MOST_SHOWN}:` : ""}`;
}
