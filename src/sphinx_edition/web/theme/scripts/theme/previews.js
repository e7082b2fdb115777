// Previews of passages under a mouse pointer.
// Rule: a preview opens when the pointer rests on a link to its passage or on its button, stays
// open while the pointer is on either, and closes when the pointer has left. Escape and its button
// close it, too.
// Other pointers and the keyboard use the button, which opens the popover without a script.

const OPEN_DELAY = 400; // Milliseconds; a pointer that is only passing by opens nothing.
const CLOSE_DELAY = 300; // Long enough to move from the link into the preview.
const TRIGGERS = "a, .preview, [popovertarget^=pv-]";
const ADDRESS = /([^/]+?)(?:\.html|\/)#p?(.+)$/;

let hovered = null; // The preview that the pointer has opened, if any.
let timer;

export function connectPreviews() {
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
  // A preview that is open already was opened by its button, and is closed by the reader.
  hovered = preview?.matches(":popover-open") ? null : preview;
  hovered?.showPopover({ source: trigger });
}

function onClick(event) {
  const control = event.target.closest("button:not(.preview > *), a:has(.term)");
  const preview = findPreview(control);
  // A term opens its entry over the page, unless it is to open elsewhere. A click on a button would
  // close what the pointer has opened; it is meant to keep it open.
  if (preview && (control.href ? !event.ctrlKey && !event.metaKey : preview === hovered)) {
    event.preventDefault();
    preview.showPopover({ source: control });
  }
  hovered = null;
}

/** Returns the preview that a button opens, or of the passage or term a link leads to; or null. */
function findPreview(control) {
  if (!control) return null;
  const buttonTarget = control.getAttribute("popovertarget");
  if (buttonTarget !== null) return document.getElementById(buttonTarget);
  const address = ADDRESS.exec(decodeURI(control.href));
  return address && document.getElementById(`pv-${address[1]}.${address[2]}`);
}
