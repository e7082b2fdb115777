// What to say where a text has no passage of the number that was typed: “5.12” of the text that is
// being read, “CS 22” or “mill-1859:22” of another.

import { messages } from "../messages/search.js";
import { fill } from "../shared.js";
import { fold } from "./fold.js";

/**
 * Returns a sentence if the query is the number of a passage that its text does not have, or "".
 * A number without a name is one of the given page; without a stop it may also be a year.
 */
export function describeMissing({ typed }, pages, thisPage, hasResults) {
  const [, before = "", number] = typed.match(/^(.*?[\s:§])?(\d[\w.]*)\s*$/) ?? [];
  const name = fold(before);
  if (!number || (hasResults && !before && !number.includes("."))) return "";
  const text = pages.find(([page, , names]) => (name ? names.includes(name) : page === thisPage));
  return text?.[3] ? fill(messages.noPassage, text[1], number, text[3]) : "";
}
