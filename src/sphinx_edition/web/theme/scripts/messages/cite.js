// What the buttons beside citations say.

export const messages = { copied: "Copied", copy: "Copy", copyByHand: "Press Ctrl+C" };
