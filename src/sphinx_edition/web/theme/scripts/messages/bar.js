// What the bar and the buttons for copying say. In this folder stands all that scripts say: these
// strings are translated when the scripts are joined.
// Rule: a message has one line. {} stands for a number, a name or a list.

export const messages = {
  backTo: "← Back to {}",
  copied: "Copied",
  copy: "Copy",
  copyWithCitation: "Copy with citation",
  quotation: "“{}”",
  editors: "; in the editors’ words.",
  source: "; in the source’s words.",
};
