// Loads the script that binds a reader's own copy of an essay (copy.js).
// Rule: it is loaded only once a file has been chosen; most readers never choose one.

export function connectCopyLoader() {
  const form = document.querySelector(".copy");
  if (!form) return;
  const loadScript = () => {
    // The template holds the script element. Appending its content empties it, so that the script
    // runs once, however often a file is chosen.
    if (form.elements.copy.value) form.append(form.querySelector("template").content);
  };
  form.addEventListener("change", loadScript);
  // A browser may keep the chosen file when the page is left and shown again.
  addEventListener("pageshow", loadScript);
}
