// Building elements. Text is always added as text and never parsed as HTML, so that words from a
// reader's file, a search index or a query cannot become markup.

/** Creates an element with the given properties and children (nodes or strings). */
export function createElement(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
