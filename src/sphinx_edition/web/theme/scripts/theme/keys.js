// The keys / j k c ?, which the sheet “Aa” explains.
// Rule: a key does nothing while the reader types or a dialog is open, nor with Ctrl, Alt or Meta;
// the sheet switches all of them off (WCAG 2.1.4).

import { getChoice } from "./choices.js";
import { copyWithCitation } from "./citing.js";
import { openFinder } from "./finder.js";
import { findCurrentStop, findStops } from "./here.js";

const actions = {
  "/": openFinder,
  j: () => stepBy(1),
  k: () => stepBy(-1),
  c: copyWithCitation,
  "?": () => document.querySelector(".view").click(),
};

export function connectKeys() {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input:not([type=checkbox]), select, textarea, dialog");
    const isModified = event.ctrlKey || event.altKey || event.metaKey;
    const action = actions[event.key];
    if (!action || isTyping || isModified || getChoice("off")) return;
    event.preventDefault();
    action();
  });
}

function stepBy(distance) {
  const stops = findStops();
  const current = stops.find((stop) => stop === document.activeElement) ?? findCurrentStop();
  const stop = stops[Math.max(0, stops.indexOf(current) + distance)];
  stop?.scrollIntoView();
  stop?.focus({ preventScroll: true });
}
