// Entry, loaded in the head of every page: applies the reader's choices before the page is drawn,
// then connects the View menu, the previews and the form for a reader's own copy.
// Rule: the page is complete without this script; it only adds comfort.

import { applyStoredChoices } from "./theme/choices.js";
import { connectCopyLoader } from "./theme/copy-loader.js";
import { connectPreviews } from "./theme/previews.js";
import { connectViewMenu } from "./theme/view-menu.js";

applyStoredChoices();
document.addEventListener("DOMContentLoaded", () => {
  connectViewMenu();
  connectPreviews();
  connectCopyLoader();
});
