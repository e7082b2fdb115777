// What theme.js, which every page loads first, shares with the scripts that are loaded later, so
// that no page loads it twice.

/* global editionDom -- of theme.js */

export const createElement = editionDom.createElement;
export const fill = editionDom.fill;
