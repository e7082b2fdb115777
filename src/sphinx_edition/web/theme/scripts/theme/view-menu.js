// The sheet “Aa”: size of text, typeface, colours, the layers of notes, and the keys.
// Rule: it shows the stored choices, and each change takes effect and is stored at once. A select
// stores its value, boxes of one name the values of those that are not checked. The passage that is
// being read stays where it is, whatever moves.

import { getChoice, setChoice } from "./choices.js";
import { findCurrentStop } from "./here.js";

export function connectViewMenu() {
  const form = document.querySelector("#view");
  for (const control of form.elements) {
    const choice = getChoice(control.name);
    if (control.type === "checkbox") control.checked = !choice.split(" ").includes(control.value);
    else control.value = choice;
  }
  form.addEventListener("change", ({ target: { name } }) => {
    const select = form.querySelector(`select[name=${name}]`);
    const unchecked = [...form.querySelectorAll(`input[name=${name}]:not(:checked)`)];
    const stop = findCurrentStop();
    setChoice(name, select ? select.value : unchecked.map((box) => box.value).join(" "));
    stop?.scrollIntoView();
  });
}
