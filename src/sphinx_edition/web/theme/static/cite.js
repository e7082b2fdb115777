(() => {
"use strict";
function createElement(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
for (const citation of document.querySelectorAll(".citation dd > *")) addCopyButton(citation);
function addCopyButton(citation) {
  const button = createElement("button", {}, "Copy");
  const status = createElement("span");
  status.setAttribute("role", "status");
  button.addEventListener("click", () => {
    getSelection().selectAllChildren(citation);
    status.textContent = document.execCommand("copy") ? "Copied" : "Press Ctrl+C";
  });
  citation.after(button, status);
}
})();
