// What the browser keeps for the edition: in "localStorage" for good, in "sessionStorage" until the
// tab is closed.
// Rule: where storage is blocked or full, all goes on as if nothing were kept.

/** Returns what is kept under a key, or null. */
export function readKept(storage, key) {
  try {
    return JSON.parse(window[storage].getItem(key));
  } catch {
    return null;
  }
}

/** Keeps a value under a key, and tells whether the next page will find it. */
export function keep(storage, key, value) {
  try {
    window[storage].setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
