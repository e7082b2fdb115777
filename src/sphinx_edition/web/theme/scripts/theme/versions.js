// Which versions the page of a source shows: all, the original, the translation or ours.
// Rule: the choice is in the address (?show=ours) and in those of the next and previous page, so
// that it can be shared and goes along. Without this script all versions are shown.

const NAME = "show";

/** Applies the choice in the address; called before the page is drawn. */
export function applyShownVersion() {
  document.documentElement.dataset.show = new URLSearchParams(location.search).get(NAME) ?? "";
}

export function connectVersions() {
  const form = document.querySelector(".show");
  if (!form) return;
  form.elements.show.value = document.documentElement.dataset.show;
  keepInLinks(document.documentElement.dataset.show);
  form.addEventListener("change", () => {
    const { value } = form.elements.show;
    document.documentElement.dataset.show = value;
    history.replaceState(history.state, "", withChoice(location.href, value));
    keepInLinks(value);
  });
}

function keepInLinks(value) {
  for (const link of document.querySelectorAll(".turn a")) link.href = withChoice(link.href, value);
}

function withChoice(href, value) {
  const address = new URL(href);
  if (value) address.searchParams.set(NAME, value);
  else address.searchParams.delete(NAME);
  return address;
}
