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
import { readOwners } from "./search/places.js";
import { UNFINISHED, parseQuery } from "./search/query.js";
import { findMarked, listParts, rankPlaces } from "./search/rank.js";

// Results that are shown with their texts at once, so that nothing moves; and again as many when a
// reader comes near the end of them.
const SHOWN = 8;

const form = document.querySelector(".search");
const dialog = form.closest("dialog");
const field = form.elements.q;
const results = form.querySelector(".results");
const count = form.querySelector(".count");
const thisPage = location.href.replace(/[?#].*/, "").slice(new URL(root, location).href.length);
const end = new IntersectionObserver((entries) => {
  if (entries.at(-1).isIntersecting) showMore("append").catch(fail);
}, { rootMargin: "50%" });

let index;
let latest;
let showMore;

load("index").then(start).catch(fail);

function fail() {
  count.textContent = messages.failed;
}

function start(data) {
  index = { ...data, owners: readOwners(data) };
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

async function search(query = parseQuery(field.value)) {
  latest = query;
  const filters = [...form.querySelectorAll("select")].map(({ value }) => value);
  const words = query.phrase.term;
  if (words) await loadOccurrences(words.split(" "));
  // More may have been typed meanwhile.
  if (query !== latest) return;
  const found = words ? rankPlaces(index, query, filters, thisPage) : [];
  if (!found.length && UNFINISHED.test(query.typed)) {
    await search(parseQuery(query.typed.replace(UNFINISHED, "")));
    return;
  }
  let shown = 0;
  showMore = async (method) => {
    end.disconnect();
    const next = found.slice(shown, shown += SHOWN);
    const items = await Promise.all(next.map((result) => createItem(result, query)));
    if (query !== latest) return;
    results[method](...items);
    if (items[0]) end.observe(items.at(-1));
    count.textContent = words && describe(query, filters, found);
  };
  await showMore("replaceChildren");
}

function describe(query, [page, language], { length, 0: first }) {
  const missing = first?.rank < 0 || language
    ? "" : describeMissing(query, index.pages, page || thisPage, length);
  return missing || (length ? fill(messages.results, length) : messages.nothing);
}

async function createItem({ place, sets }, query) {
  const excerpts = listParts(place, sets).map(([i, rank]) => (
    createExcerpt(place, i, findMarked(query, rank))
  ));
  return createElement(
    "li", {},
    createElement("a", { href: root + place.address }, place.name), " ",
    createElement("small", {}, place.about), ...await Promise.all(excerpts),
  );
}

async function createExcerpt({ title, kinds }, i, marked) {
  const part = title + 1 + i;
  const [lang] = index.kinds[kinds[i]];
  const { [part]: [label, text] } = await loadFile("texts", part);
  const words = createElement("span", { lang }, ...markWords(text, marked));
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
