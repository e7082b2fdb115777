// Entry, for the page of the search and for the dialog on every other page: answers as one types.
// Rule: it needs no server and works from file://. A query in the address of the page of the
// search, ?q=, is answered at once, and what is typed there goes into it, so that readers who come
// back find it again. Enter opens the first result, the arrows go through them all.

import { createElement, fill } from "./dom.js";
import { messages } from "./messages/search.js";
import { markSpans } from "./search/excerpt.js";
import { fold } from "./search/fold.js";
import { describeMissing } from "./search/loci.js";
import { findPlaces, languagesOf, loadIndex } from "./search/places.js";
import { parseQuery } from "./search/query.js";
import { RANKS, rankPlace } from "./search/rank.js";

const MOST_SHOWN = 200;

const form = document.querySelector(".search");
const dialog = form.closest("dialog");
const field = form.elements.q;
const results = form.querySelector(".results");
const count = form.querySelector(".count");
const root = document.documentElement.dataset.content_root;
const thisPage = location.href.replace(/[?#].*/, "").slice(new URL(root, location).href.length);

let index;

loadIndex(root).then(start, () => {
  count.textContent = messages.failed;
});

function start(rows) {
  index = rows;
  addOptions(form.elements.text, index);
  addOptions(form.elements.lang, languagesOf(index));
  form.addEventListener("input", search);
  form.addEventListener("submit", openFirst);
  form.addEventListener("keydown", moveThroughResults);
  results.addEventListener("click", () => dialog?.close());
  if (!dialog) readAddress();
  search();
}

function readAddress() {
  for (const [name, value] of new URLSearchParams(location.search)) {
    Object.assign(form.elements[name] ?? {}, { value });
  }
}

function addOptions(select, options) {
  select.append(...options.map(([value, text]) => createElement("option", { value }, text)));
}

async function search() {
  const query = parseQuery(field.value);
  const filter = { text: form.elements.text.value, language: form.elements.lang.value };
  const places = await findPlaces(index, query, filter);
  // More may have been typed meanwhile.
  if (query.typed !== field.value) return;
  const isElsewhere = ({ place }) => place.page !== thisPage;
  const found = places
    .map((place) => rankPlace(place, query, filter.language))
    .filter(({ rank }) => rank < RANKS.none)
    .sort((a, b) => a.rank - b.rank || isElsewhere(a) - isElsewhere(b));
  results.replaceChildren(...found.slice(0, MOST_SHOWN).map(createResult));
  count.textContent = query.phrase ? describe(query, filter, found) : "";
  if (dialog || !query.phrase) return;
  history.replaceState(null, "", `?${new URLSearchParams(new FormData(form))}`);
}

function describe(query, { text, language }, found) {
  const hasResults = found.length > 0;
  const isKnown = found[0]?.rank === RANKS.name || language;
  const scope = { page: text || thisPage, hasResults };
  const missing = isKnown ? "" : describeMissing(query, index, scope);
  if (missing || !hasResults) return missing || messages.nothing;
  const message = found.length > MOST_SHOWN ? messages.first : messages.results;
  return fill(message, found.length, MOST_SHOWN);
}

function createResult({ place, excerpts }) {
  return createElement(
    "li", {},
    createElement("a", { href: root + place.address }, place.name), " ",
    createElement("small", {}, place.about),
    ...excerpts.map(createExcerpt),
  );
}

function createExcerpt({ part: [language, label, text], spans }) {
  const marked = markSpans(text, fold(text).offsets, spans);
  const words = createElement("span", { lang: language }, ...marked);
  return createElement("p", {}, createElement("small", {}, label), " ", words);
}

function openFirst(event) {
  event.preventDefault();
  results.querySelector("a")?.click();
}

function moveThroughResults(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target.matches("select")) return;
  event.preventDefault();
  const stops = [field, ...results.querySelectorAll("li > a")];
  stops[stops.indexOf(document.activeElement) + step]?.focus();
}
