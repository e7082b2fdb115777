// Entry, for pages with citations: adds a Copy button to each.
// Rule: what is copied is the citation as shown, italics included. Without scripts the reader
// selects and copies it by hand.

import { createElement } from "./dom.js";

for (const citation of document.querySelectorAll(".citation dd > *")) addCopyButton(citation);

function addCopyButton(citation) {
  const button = createElement("button", {}, "Copy");
  const status = createElement("span");
  status.setAttribute("role", "status");
  button.addEventListener("click", () => {
    // Copying the selection keeps the formatting, needs no permission, and works from file://.
    getSelection().selectAllChildren(citation);
    status.textContent = document.execCommand("copy") ? "Copied" : "Press Ctrl+C";
  });
  citation.after(button, status);
}
