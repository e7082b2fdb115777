// A query: words, and exact phrases between quotation marks of any kind.

import { fold } from "./fold.js";

/**
 * Returns what was typed; all of it folded, `phrase`; its `exact` phrases; and its other `words`.
 */
export function parseQuery(typed) {
  const exact = [];
  const rest = typed.replace(/["“”„«»]([^"“”„«»]*)["“”„«»]?/g, (_, words) => {
    exact.push(plain(words));
    return " ";
  });
  const phrase = plain(typed);
  const words = plain(rest).split(" ").filter(Boolean);
  return { typed, phrase, words, exact: exact.filter(Boolean) };
}

/** Returns a text folded, without the spaces round it. */
export function plain(text) {
  return fold(text).folded.trim();
}
