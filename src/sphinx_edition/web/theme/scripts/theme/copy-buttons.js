// Adds a Copy button to each citation, on the pages that have some.
// Rule: what is copied is the citation as shown, italics included. It stays selected, so that it
// can be copied by hand if the browser does not allow it.

import { createElement } from "../dom.js";
import { messages } from "../messages/bar.js";

export function connectCopyButtons() {
  for (const citation of document.querySelectorAll(".citation dd > *")) addCopyButton(citation);
}

function addCopyButton(citation) {
  const button = createElement("button", {}, messages.copy);
  const status = createElement("span", { role: "status" });
  button.addEventListener("click", () => {
    // Copying the selection keeps the formatting, needs no permission, and works from file://.
    getSelection().selectAllChildren(citation);
    if (document.execCommand("copy")) status.textContent = messages.copied;
  });
  citation.after(button, status);
}
