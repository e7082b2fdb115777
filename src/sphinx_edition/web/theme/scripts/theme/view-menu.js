// The sheet “Aa”: size of text, typeface, colours, the layers of notes, and the keys.
// Rule: it shows the stored choices, and each change takes effect and is stored at once. A select
// stores its value, boxes of one name the values of those that are not checked.

import { getChoice, setChoice } from "./choices.js";

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
    setChoice(name, select ? select.value : unchecked.map((box) => box.value).join(" "));
  });
}
