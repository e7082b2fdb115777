// What the reader has chosen: size of text, typeface and colours ("size", "face", "theme"), the
// hidden layers ("hide"), and whether the keys are off ("off").
// Rule: a choice is a data attribute of the root element, which the styles read, and the browser
// keeps all of them. Where storage is blocked they last as long as the page.

import { keep, readKept } from "../storage.js";

const CHOICES = "choices";
const root = document.documentElement;

/** Applies the stored choices; called before the page is drawn, so that nothing flashes. */
export function applyStoredChoices() {
  Object.assign(root.dataset, readKept("localStorage", CHOICES));
}

/** Returns the current choice for a key, or "". */
export function getChoice(key) {
  return root.dataset[key] ?? "";
}

/** Applies a choice and stores it for the next page. */
export function setChoice(key, value) {
  root.dataset[key] = value;
  keep("localStorage", CHOICES, { ...readKept("localStorage", CHOICES), [key]: value });
}
