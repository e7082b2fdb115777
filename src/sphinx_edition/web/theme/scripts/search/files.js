// The files of the index of the search, which search_index.py describes. Each is a script that puts
// what it holds into `searchData`, since a page opened from a file may not fetch data.
// Rule: a file is loaded once a query needs it. All carry the digest of their build: one of another
// build has not what is looked for here, and counts as one that cannot be loaded.

import { createElement } from "../shared.js";

/** The folder of the edition, as seen from the page. */
export const root = document.documentElement.dataset.content_root;

const data = (globalThis.searchData = {});
const loads = {};

/** Loads the file of a kind, words or texts, that has a key: three letters, or a part's number. */
export function loadFile(kind, key) {
  const { digest, [kind]: files } = data.index;
  return load(`${kind}-${files.findLastIndex((first) => first <= key)}`, `?${digest}`);
}

/** Loads a file, with its version; that without one, the index, lists places and other files. */
export function load(name, version = "") {
  return (loads[name] ??= new Promise((resolve, reject) => {
    const onerror = () => {
      delete loads[name]; // The next query tries again.
      reject();
    };
    const onload = () => (data[name + version] ? resolve(data[name + version]) : onerror());
    const src = `${root}search/${name}.js${version}`;
    document.head.append(createElement("script", { src, onload, onerror }));
  }));
}
