// Entry, for a page that has moved: leads on to where it went.
// Rule: a passage that has a notice of its own leads where that notice says; any other part of the
// address after # is looked for on the new page. The page shows the same links without scripts.

leadOn();

function leadOn() {
  const id = CSS.escape(decodeURIComponent(location.hash.slice(1)));
  const passageLink = document.querySelector(`.notices [id="${id}"] a`);
  const pageLink = document.querySelector(".notices li:not([id]) a");
  const goal = new URL((passageLink ?? pageLink).href);
  if (!passageLink) goal.hash = location.hash;
  location.replace(goal);
}
