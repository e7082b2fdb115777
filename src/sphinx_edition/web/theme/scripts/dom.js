// Building elements and messages. Text is always added as text and never parsed as HTML, so that
// words from a reader's file, a search index or a query cannot become markup.

/** Creates an element with the given properties and children (nodes or strings). */
export function createElement(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Returns a message with its places, {}, filled in their order. */
export function fill(message, ...values) {
  return values.reduce((text, value) => text.replace("{}", () => value), message);
}
