// The View menu: the colour theme, and which layers of notes are shown.
// Rule: the menu shows the stored choices, and each change takes effect and is stored at once.

import { getChoice, setChoice } from "./choices.js";

export function connectViewMenu() {
  connectThemeSelect(document.querySelector(".theme"));
  connectLayerBoxes([...document.querySelectorAll("#view input")]);
}

function connectThemeSelect(select) {
  select.value = getChoice("theme") || "auto";
  select.addEventListener("change", () => setChoice("theme", select.value));
}

function connectLayerBoxes(boxes) {
  const hiddenLayers = getChoice("hide").split(" ");
  const storeHiddenLayers = () => {
    const unchecked = boxes.filter((box) => !box.checked);
    setChoice("hide", unchecked.map((box) => box.value).join(" "));
  };
  for (const box of boxes) {
    box.checked = !hiddenLayers.includes(box.value);
    box.addEventListener("change", storeHiddenLayers);
  }
}
