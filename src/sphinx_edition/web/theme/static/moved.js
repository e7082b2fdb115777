(() => {
"use strict";
leadOn();
function leadOn() {
  const id = CSS.escape(decodeURIComponent(location.hash.slice(1)));
  const passageLink = document.querySelector(`.notices [id="${id}"] a`);
  const pageLink = document.querySelector(".notices li:not([id]) a");
  const goal = new URL((passageLink ?? pageLink).href);
  if (!passageLink) goal.hash = location.hash;
  location.replace(goal);
}
})();
