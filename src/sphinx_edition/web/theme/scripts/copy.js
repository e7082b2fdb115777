// Entry, for the page of a restated essay once a reader has chosen a file: shows the author's own
// words, from that file, in place of the restatement, and puts the page back on request.
// Rule: nothing of the file is sent, stored or run, and the page says what it could not place.

import { bindCopy, unbindCopy } from "./copy/bind.js";
import { readText } from "./copy/decode.js";

const form = document.querySelector(".copy");
const input = form.querySelector("input");
const resetButton = form.querySelector("button");
const status = form.querySelector("[role=status]");
const passages = [...document.querySelectorAll(".passage:has(.incipit)")];

// The lines of the status element, in the order in which the page has them.
const LINES = ["restored", "nothingFound", "bound", "notFound", "runsOn", "leftOut", "unmatched"];
const TOO_LONG = " The file is too long: choose one that has the text alone.";

input.addEventListener("change", bindChosenFile);
form.addEventListener("reset", restorePage);
bindChosenFile(); // The file that this script was loaded for.

async function bindChosenFile() {
  if (!input.value) {
    form.reset();
    return;
  }
  unbindCopy();
  const bytes = new Uint8Array(await input.files[0].arrayBuffer());
  const text = readText(bytes);
  const report = bindCopy(text ?? "", passages);
  const reason = text === null ? TOO_LONG : "";
  showStatus(report.bound.length > 0 ? report : { nothingFound: [reason] });
  resetButton.hidden = report.bound.length === 0;
}

function restorePage() {
  unbindCopy();
  showStatus({ restored: [""] });
  input.focus(); // The button that had the focus is about to be hidden.
  resetButton.hidden = true;
}

/** Shows the lines of the status that have something to list, and hides the others. */
function showStatus(lists) {
  LINES.forEach((name, i) => {
    const line = status.children[i];
    const list = lists[name] ?? [];
    line.hidden = list.length === 0;
    line.lastChild.textContent = list.join(", ");
  });
}
