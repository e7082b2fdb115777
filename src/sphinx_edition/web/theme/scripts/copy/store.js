// The copies that a reader has chosen, kept until the tab is closed, for all essays of the edition.
// Rule: they stay in the browser. Where storage is blocked or full they last as long as the page.

const KEY = "copies"; // copy-loader.js asks for it, too.
let copies = load();

/** Returns the texts of the copies, the one that was chosen last first. */
export function getCopies() {
  return copies;
}

/** Keeps one more text, and tells whether the next page will find it. */
export function keepCopy(text) {
  copies = [text, ...copies.filter((kept) => kept !== text)];
  try {
    sessionStorage.setItem(KEY, JSON.stringify(copies));
    return true;
  } catch {
    return false;
  }
}

export function forgetCopies() {
  copies = [];
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Storage is blocked: there is nothing in it.
  }
}

function load() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}
