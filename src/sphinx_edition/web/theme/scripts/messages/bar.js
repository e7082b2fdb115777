// What the bar and the buttons for copying say. In this folder stands all that scripts say, for
// translators; what is there without scripts stands in the templates.
// Rule: {} stands for a number, a name or a list.

export const messages = {
  backTo: "← Back to {}",
  copied: "Copied",
  copy: "Copy",
  copyByHand: "Press Ctrl+C",
  copyWithCitation: "Copy with citation",
  editors: "; in the editors’ words.",
  source: "; in the source’s words.",
};
