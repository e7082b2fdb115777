// The places of the edition that may answer a query.
// The index, search-index.js, is a script, because a page opened from a file may not fetch data. It
// defines `pages`: an array of
// [address, label, key, [[id, name, about, number, [[language, label, text], …]], …]].
// Rule: findPlaces() is asynchronous and is given the query, though today it only filters. So an
// edition too large for one file can be split without a change elsewhere: the index would list the
// pages, a file for each first letter would say which places have which sequences of three letters,
// and findPlaces() would load the files that a query needs, then the texts of what they name.

import { createElement } from "../dom.js";
import { namesOfText } from "./loci.js";
import { plain } from "./query.js";

/* global pages -- of search-index.js */

let all;

/** Returns the index, whose file is in the folder `root`. */
export async function loadIndex(root) {
  await new Promise((onload, onerror) => {
    const src = `${root}search-index.js`;
    document.head.append(createElement("script", { src, onload, onerror }));
  });
  return pages;
}

/** Returns the places of a text (the address of its page), or of every text; of one language. */
export async function findPlaces(index, query, { text, language }) {
  all ??= index.flatMap(createPlaces);
  return all.filter(({ page, parts }) => (
    (!text || page === text) && (!language || parts.some((part) => part[0] === language))
  ));
}

/** Returns the tag and the name of each language of the index, sorted by name. */
export function languagesOf(index) {
  const parts = index.flatMap((page) => page[3]).flatMap((place) => place[4]);
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: "language" });
  const tags = [...new Set(parts.map(([language]) => language))];
  return tags.map((tag) => [tag, names.of(tag)]).sort(([, a], [, b]) => a.localeCompare(b));
}

function createPlaces([page, label, key, places]) {
  const texts = namesOfText(label, key);
  return places.map(([id, name, about, number, parts]) => {
    const numbers = number ? [number, ...texts.map((text) => `${text} ${number}`)] : [];
    const names = [name, ...numbers].map(plain);
    return { page, address: page + (id && `#${id}`), names, name, about, number, parts };
  });
}
