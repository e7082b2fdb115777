// What the reader has chosen: size of text, typeface and colours ("size", "face", "theme"), the
// hidden layers ("hide"), and whether the keys are off ("off").
// Rule: a choice is a data attribute of the root element, which the styles read, and is kept in the
// browser's storage. Where storage is blocked it lasts as long as the page.

const KEYS = ["size", "face", "theme", "hide", "off"];

/** Applies the stored choices; called before the page is drawn, so that nothing flashes. */
export function applyStoredChoices() {
  for (const key of KEYS) document.documentElement.dataset[key] = readStored(key);
}

/** Returns the current choice for a key, or "". */
export function getChoice(key) {
  return document.documentElement.dataset[key];
}

/** Applies a choice and stores it for the next page. */
export function setChoice(key, value) {
  document.documentElement.dataset[key] = value;
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is blocked: the choice holds for this page only.
  }
}

function readStored(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return ""; // Storage is blocked.
  }
}
