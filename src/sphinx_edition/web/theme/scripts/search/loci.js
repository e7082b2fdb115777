// What to say where a text has no passage of the number that was typed: “5.12” of the text that is
// being read, “CS 22” or “mill-1859:22” of another.

import { messages } from "../messages/search.js";
import { fill } from "../shared.js";
import { fold } from "./fold.js";

const LOCUS = /^(.*?)[\s:§]*((?<![^\s:§])\d[\w.]*)\s*$/;

/**
 * Returns a sentence if the query is the number of a passage that its text does not have, or "".
 * A number without a name is one of the given page; without a stop it may also be a year.
 */
export function describeMissing({ typed }, texts, page, hasResults) {
  const [, name, number] = LOCUS.exec(typed) ?? [];
  if (!number || (hasResults && !name.trim() && !number.includes("."))) return "";
  const text = texts.find((it) => (name ? it.names.includes(fold(name)) : it.page === page));
  return text?.loci ? fill(messages.noPassage, text.label, number, text.loci) : "";
}
