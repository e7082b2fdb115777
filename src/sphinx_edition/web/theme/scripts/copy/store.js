// The copies that a reader has chosen, kept until the tab is closed, for all essays of the edition.
// Rule: they stay in the browser. Where storage is blocked or full they last as long as the page.

import { keep, readKept } from "../storage.js";

const KEY = "copies"; // copy-loader.js asks for it, too.

/** Returns the texts of the copies, the one that was chosen last first. */
export function getCopies() {
  return readKept("sessionStorage", KEY) ?? [];
}

/** Keeps one more text, and tells whether the next page will find it. */
export function keepCopy(text) {
  const others = getCopies().filter((kept) => kept !== text);
  return keep("sessionStorage", KEY, [text, ...others]);
}

export function forgetCopies() {
  if (getCopies().length > 0) sessionStorage.removeItem(KEY);
}
