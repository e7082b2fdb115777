// Loads the script that binds a reader's own copy of an essay (copy.js).
// Rule: it is loaded only once a file has been chosen, on this page or on one before in this tab;
// most readers never choose one.

import { readKept } from "../storage.js";

export function connectCopyLoader() {
  const form = document.querySelector(".copy");
  if (!form) return;
  // The template holds the script element. Appending its content empties it, so that the script
  // runs once, however often a file is chosen.
  const loadScript = () => form.append(form.querySelector("template").content);
  form.addEventListener("change", loadScript);
  if (form.elements.copy.value || readKept("sessionStorage", "copies")) loadScript();
}
