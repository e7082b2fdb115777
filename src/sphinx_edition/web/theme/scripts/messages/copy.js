// What the page says of a copy. {} stands for a number or a list of passages.

export const messages = {
  authorsWords: "The author’s words, where your own copy has them.",
  bound: "Passages in the author’s words: {} of {}.",
  forgotten: "Your copy is forgotten, and the page is as it was.",
  missing: "Not found in your copy, so our words stay: {}.",
  notKept: "Your browser keeps it for this page only.",
  nothing: "No passage of this essay was found in this file, and nothing was changed.",
  otherWords: "Your copy has other words than the text restated here, so ours stay: {}.",
  ours: "In our words",
  tooLong: "The file is too long: choose one that has the text alone.",
};
