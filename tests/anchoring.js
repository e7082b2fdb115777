// Runs npm's dom-anchor-text-quote in a page, as an annotation client would, on its Web Annotations.
// `modules` maps the paths of CommonJS files below node_modules to their source.
([modules, items]) => {
  const loaded = {};
  const load = (path) => {
    if (!(path in loaded)) {
      const module = (loaded[path] = { exports: {} });
      const require = (name) => {
        const from = name[0] === "." ? path.replace(/[^/]*$/, "") + name : name;
        const file = new URL(from, "file:///").pathname.slice(1);
        const found = [file, `${file}.js`, `${file}/index.js`].find((it) => it in modules);
        return load(found);
      };
      new Function("require", "module", "exports", modules[path])(require, module, module.exports);
    }
    return loaded[path].exports;
  };
  const { toRange } = load("dom-anchor-text-quote/index.js");
  const span = (range) => {
    const before = document.createRange();
    before.setStart(document.body, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const [lead, words] = [String(before), String(range)];
    const start = lead.length + words.length - words.trimStart().length;
    return [words.trim(), start, start + words.trim().length];
  };
  return items.map(({ target }) => {
    const [fragment, quote, position] = target.selector;
    const mark = document.getElementById(fragment.value);
    const after = (link) => mark.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING;
    const block = mark.closest(".quotation > blockquote");
    const whole = document.createRange();
    whole.selectNodeContents(block || [...document.querySelectorAll("a[href]")].find(after));
    const found = toRange(document.body, quote, { hint: position.start });
    return [[quote.exact, position.start, position.end], span(whole), found && span(found)];
  });
}
