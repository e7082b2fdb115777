// Entry, loaded in the head of every page: applies the reader's choices before the page is drawn,
// then connects the bar and what opens from it, the keys, the copying of words and citations,
// the previews and the form for a reader's own copy.
// Rule: the page is complete without this script; it only adds comfort.

import { createElement, fill } from "./dom.js";
import { connectBack } from "./theme/back.js";
import { applyStoredChoices } from "./theme/choices.js";
import { connectCiting } from "./theme/citing.js";
import { connectCopyButtons } from "./theme/copy-buttons.js";
import { connectCopyLoader } from "./theme/copy-loader.js";
import { connectFinder } from "./theme/finder.js";
import { connectHere } from "./theme/here.js";
import { connectKeys } from "./theme/keys.js";
import { connectPreviews } from "./theme/previews.js";
import { applyShownVersion, connectVersions } from "./theme/versions.js";
import { connectViewMenu } from "./theme/view-menu.js";

// For the scripts that are loaded later: see shared.js.
globalThis.editionDom = { createElement, fill };
// The face is “optional”: it is used only if it is there when the page is first drawn. So it is
// asked for here, before the body is read.
for (const style of ["", "italic "]) document.fonts.load(`${style}1em Literata`);
applyStoredChoices();
applyShownVersion();
document.addEventListener("DOMContentLoaded", () => {
  connectViewMenu();
  connectVersions();
  connectHere();
  connectBack();
  connectFinder();
  connectKeys();
  connectCiting();
  connectCopyButtons();
  connectPreviews();
  connectCopyLoader();
});
