// Which versions the page of a source shows: all, the original, the translation or ours.
// Rule: the choice is in the address (?show=ours) and in those of the next and previous page, so
// that it can be shared and goes along. Without this script all versions are shown.

/** Applies the choice in the address; called before the page is drawn. */
export function applyShownVersion() {
  document.documentElement.dataset.show = new URLSearchParams(location.search).get("show") ?? "";
}

export function connectVersions() {
  const form = document.querySelector(".show");
  if (!form) return;
  form.elements.show.value = document.documentElement.dataset.show;
  keepInLinks();
  form.addEventListener("change", () => {
    const { value } = form.elements.show;
    const address = new URL(location);
    address.search = value && `show=${value}`;
    history.replaceState(history.state, "", address);
    applyShownVersion();
    keepInLinks();
  });
}

function keepInLinks() {
  for (const link of document.querySelectorAll(".turn a")) link.search = location.search;
}
