// Entry, for the page of a restated essay once a reader has chosen a file, on it or before it:
// shows the author's own words, from that file, in place of ours, until the reader forgets it.
// Rule: nothing of the file is sent or run; the page says what it could not place.

import { bindCopy, unbindCopy } from "./copy/bind.js";
import { readText } from "./copy/decode.js";
import { describeReport } from "./copy/report.js";
import { forgetCopies, getCopies, keepCopy } from "./copy/store.js";
import { createElement } from "./shared.js";
import { messages } from "./messages/copy.js";

const form = document.querySelector(".copy");
const input = form.querySelector("input");
const button = form.querySelector("button");
const status = form.querySelector("[role=status]");
const head = document.querySelector("dd.header-text p");
const restated = head.textContent;

input.addEventListener("change", bindChosenFile);
form.addEventListener("reset", forget);
if (input.value) bindChosenFile(); // The file that this script was loaded for.
else bindKeptCopy();

async function bindChosenFile() {
  if (!input.value) return;
  const text = readText(new Uint8Array(await input.files[0].arrayBuffer()));
  const report = show(text ?? "");
  const isKept = report.bound.length > 0 && keepCopy(text);
  const lines = describeReport(report, text === null);
  say(report.bound.length > 0 && !isKept ? [...lines, messages.notKept] : lines);
}

/** Binds the first of the copies that have this essay, and leads again to the place asked for. */
function bindKeptCopy() {
  for (const text of getCopies()) {
    const report = show(text);
    if (report.bound.length === 0) continue;
    say(describeReport(report));
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
    return;
  }
}

/** Binds a text in place of what was bound, and says in the head of the page whose words it has. */
function show(text) {
  unbindCopy();
  const report = bindCopy(text, JSON.parse(form.dataset.digests));
  button.hidden = report.bound.length === 0;
  head.textContent = button.hidden ? restated : messages.authorsWords;
  return report;
}

function forget() {
  unbindCopy();
  forgetCopies();
  head.textContent = restated;
  say([messages.forgotten]);
  input.focus(); // The button that had the focus is about to be hidden.
  button.hidden = true;
}

function say(lines) {
  status.replaceChildren(...lines.map((line) => createElement("p", {}, line)));
}
