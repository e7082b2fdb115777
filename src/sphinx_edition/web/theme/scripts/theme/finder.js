// The search on every page: its link opens a dialog, and only then is the search loaded.
// Rule: without scripts, and with a modifier key, the link leads to the page of the search.

export function connectFinder() {
  document.querySelector(".find")?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openFinder();
  });
}

export function openFinder() {
  const dialog = document.querySelector(".finder");
  if (dialog) {
    // The template holds the style and the scripts. Appending its content empties it, so that they
    // are loaded once.
    dialog.append(dialog.querySelector("template").content);
    dialog.showModal();
  }
  document.querySelector("#q")?.select();
}
