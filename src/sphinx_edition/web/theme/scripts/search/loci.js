// Numbers of passages in a query: “5.12” in the text that is being read, “CS 22” or “mill-1859:22”
// in another, and what to say where there is no such passage.
// Rule: a text goes by its short title, by the first letters of the words in it, and by its key.

import { fill } from "../dom.js";
import { messages } from "../messages/search.js";
import { plain } from "./query.js";

const MOST_LISTED = 12;
const LOCUS = /^(.*?)[\s:§]*((?<![^\s:§])\d[\w.]*)$/;

/** Returns the folded names of a text. */
export function namesOfText(label, key) {
  const initials = label.split(/\s+/).map((word) => word[0]).join("");
  return [label, initials, key].map(plain);
}

/**
 * Returns a sentence if the query is the number of a passage that its text does not have, or "".
 * A number without a name is one of the given page; without a stop it may also be a year.
 */
export function describeMissing({ typed }, pages, { page, hasResults }) {
  const [, name, number] = LOCUS.exec(typed.trim()) ?? [];
  const mayBeYear = !name && !number?.includes(".");
  if (!number || (mayBeYear && hasResults)) return "";
  const text = pages.find(([address, label, key]) => (
    name ? namesOfText(label, key).includes(plain(name)) : address === page
  ));
  const numbers = text?.[3].map((place) => place[3]).filter(Boolean) ?? [];
  if (numbers.length === 0) return "";
  const ends = `${numbers[0]}–${numbers.at(-1)}`;
  const list = numbers.length > MOST_LISTED ? ends : numbers.join(", ");
  return fill(messages.noPassage, text[1], number, list);
}
