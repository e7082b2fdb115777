// Entry, for the page of the search and for the dialog on every other page: answers as one types.
// Rule: it needs no server and works from file://. A query in the address of the page of the
// search, ?q=, is answered at once, and what is typed there goes into it, so that readers who come
// back find it again. Enter opens the first result, the arrows go through them all.

import { createElement, fill } from "./shared.js";
import { messages } from "./messages/search.js";
import { markWords } from "./search/excerpt.js";
import { load, loadFile, root } from "./search/files.js";
import { describeMissing } from "./search/loci.js";
import { loadOccurrences } from "./search/occurrences.js";
import { readPlaces } from "./search/places.js";
import { parseQuery } from "./search/query.js";
import { findMarked, rankPlaces } from "./search/rank.js";

const MOST_SHOWN = 200;
// Results whose texts are loaded before any is shown, so that nothing moves; the others get theirs
// once they come into view.
const FIRST_SHOWN = 5;

const form = document.querySelector(".search");
const dialog = form.closest("dialog");
const field = form.elements.q;
const results = form.querySelector(".results");
const count = form.querySelector(".count");
const thisPage = location.href.replace(/[?#].*/, "").slice(new URL(root, location).href.length);
const observer = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) target.fill();
}, { rootMargin: "50%" });

let index;
let latest;

load("index").then(start).catch(fail);

function fail() {
  count.textContent = messages.failed;
}

function start(data) {
  index = { ...data, ...readPlaces(data) };
  addOptions(form.elements.text, data.pages);
  addOptions(form.elements.lang, data.languages);
  form.addEventListener("input", () => search().catch(fail));
  form.addEventListener("submit", openFirst);
  form.addEventListener("keydown", moveThroughResults);
  results.addEventListener("click", () => dialog?.close());
  if (!dialog) connectAddress();
  return search();
}

function connectAddress() {
  // Not at each letter, which is slow.
  form.addEventListener("change", () => {
    history.replaceState(null, "", `?${new URLSearchParams(new FormData(form))}`);
  });
  for (const [name, value] of new URLSearchParams(location.search)) {
    Object.assign(form.elements[name] ?? {}, { value });
  }
}

function addOptions(select, options) {
  select.append(...options.map(([value, text]) => createElement("option", { value }, text)));
}

async function search() {
  const query = parseQuery(field.value);
  latest = query;
  const { phrase } = query;
  const filters = [...form.querySelectorAll("select")].map(({ value }) => value);
  if (phrase) await loadOccurrences(phrase.split(" "));
  const found = phrase ? rankPlaces(index, query, filters, thisPage) : [];
  const items = found.slice(0, MOST_SHOWN).map((result) => createItem(result, query));
  await Promise.all(items.slice(0, FIRST_SHOWN).map((item) => item.fill()));
  // More may have been typed meanwhile.
  if (query !== latest) return;
  observer.disconnect();
  results.replaceChildren(...items);
  for (const item of items.slice(FIRST_SHOWN)) observer.observe(item);
  count.textContent = phrase && describe(query, filters, found);
}

function describe(query, [page, language], { length, 0: first }) {
  const isKnown = first?.rank < 0 || language;
  const missing = !isKnown && describeMissing(query, index.pages, page || thisPage, length > 0);
  if (missing || !length) return missing || messages.nothing;
  return fill(length > MOST_SHOWN ? messages.first : messages.results, length, MOST_SHOWN);
}

function createItem({ place, parts, rankOf }, query) {
  const link = createElement("a", { href: root + place.address }, place.name);
  const about = createElement("small", {}, place.about);
  const fillItem = async () => {
    observer.unobserve(item);
    const found = parts.filter((part) => rankOf(part) < Infinity);
    const excerpts = (found[0] ? found : [parts[0]])
      .map((part) => createExcerpt(part, query, rankOf(part)));
    item.append(...await Promise.all(excerpts));
  };
  const item = createElement("li", { fill: fillItem }, link, " ", about);
  return item;
}

async function createExcerpt({ part, tags: [lang] }, query, rank) {
  const { [part]: [label, text] } = await loadFile("texts", part);
  const words = markWords(text, findMarked(query, rank, part, index.starts));
  return createElement(
    "p", {}, createElement("small", {}, label), " ", createElement("span", { lang }, ...words),
  );
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
