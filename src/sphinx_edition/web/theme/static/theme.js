(() => {
"use strict";
const KEYS = ["theme", "hide"];
function applyStoredChoices() {
  for (const key of KEYS) document.documentElement.dataset[key] = readStored(key);
}
function getChoice(key) {
  return document.documentElement.dataset[key];
}
function setChoice(key, value) {
  document.documentElement.dataset[key] = value;
  try {
    localStorage.setItem(key, value);
  } catch {
  }
}
function readStored(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return ""; // Storage is blocked.
  }
}
function connectCopyLoader() {
  const form = document.querySelector(".copy");
  if (!form) return;
  const loadScript = () => {
    if (form.elements.copy.value) form.append(form.querySelector("template").content);
  };
  form.addEventListener("change", loadScript);
  addEventListener("pageshow", loadScript);
}
const OPEN_DELAY = 400; // Milliseconds; a pointer that is only passing by opens nothing.
const CLOSE_DELAY = 300; // Long enough to move from the link into the preview.
const TRIGGERS = "a, .preview, [popovertarget^=pv-]";
const PASSAGE_ADDRESS = /([^/]+?)(?:\.html|\/)#p(.+)$/;
let hovered = null; // The preview that the pointer has opened, if any.
let timer;
function connectPreviews() {
  if (!document.querySelector(".preview")) return;
  document.addEventListener("pointerover", onPointerOver);
  document.addEventListener("click", onClick);
}
function onPointerOver({ target, pointerType }) {
  if (pointerType !== "mouse") return;
  clearTimeout(timer);
  const trigger = target.closest(TRIGGERS);
  const preview = trigger?.popover ? trigger : findPreview(trigger);
  if (preview === hovered) return;
  timer = setTimeout(() => switchTo(preview, trigger), preview ? OPEN_DELAY : CLOSE_DELAY);
}
function switchTo(preview, trigger) {
  hovered?.hidePopover();
  hovered = preview?.matches(":popover-open") ? null : preview;
  hovered?.showPopover({ source: trigger });
}
function onClick(event) {
  const clicked = findPreview(event.target.closest("button"));
  if (hovered && clicked === hovered && hovered.matches(":popover-open")) event.preventDefault();
  hovered = null;
}
function findPreview(control) {
  if (!control) return null;
  const buttonTarget = control.getAttribute("popovertarget");
  if (buttonTarget !== null) return document.getElementById(buttonTarget);
  const address = PASSAGE_ADDRESS.exec(control.href);
  return address && document.getElementById(`pv-${address[1]}.${address[2]}`);
}
function connectViewMenu() {
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
applyStoredChoices();
document.addEventListener("DOMContentLoaded", () => {
  connectViewMenu();
  connectPreviews();
  connectCopyLoader();
});
})();
