// Seeks ?q= in the `places` of search-index.js: [address, name, whose, number, [[language, label, text], …]].
(() => {
  const signs = {}, find = (it) => document.querySelector(it);
  // A text folded, and where each sign of it stood.
  const fold = (text) => {
    const at = [0];
    let out = " ", n = 0;
    for (const sign of text + " ") {
      for (const one of signs[sign] ??= sign.normalize("NFKD").toLowerCase().replace(/[\p{M}\p{Cf}]/gu, "").replace(/ß/g, "ss")
        .replace(/[^\p{L}\p{N}]/gu, " ").replace(/\p{Script=Han}/gu, " $& ")) if (one > " " || !out.endsWith(" ")) out += one, at.push(n);
      n += sign.length;
    }
    return [out, at];
  };
  // Where a word stands; a number or a short one by itself.
  const hits = (word, text, phrase) => {
    const found = [], open = !/\d$/.test(word), long = open && word[3];
    for (let n = -1; (n = text.indexOf(word, n + 1)) >= 0;) {
      const end = n + word.length;
      if ((long || text[n - 1] === " ") && (long || open && phrase || text[end] === " ")) found.push([n, end]);
    }
    return found;
  };
  const make = (tag, content, more) => {
    const node = Object.assign(document.createElement(tag), more);
    node.append(...content);
    return node;
  };
  const cut = (text, head, tail) => text.length < 250 ? text
    : (head ? text.match(/^[^]{100}\S{0,20}/)[0] : "") + " … " + (tail ? text.match(/\S{0,20}[^]{100}$/)[0] : "");
  const marked = (text, at, found) => {
    const out = [];
    let done = 0;
    for (const [from, to] of found) if (at[from] >= done)
      out.push(cut(text.slice(done, at[from]), done, 1), make("mark", [text.slice(at[from], done = at[to])]));
    return [...out, cut(text.slice(done), 1)];
  };

  const asked = new URLSearchParams(location.search).get("q") ?? "", phrase = fold(asked)[0].trim();
  if (!phrase) return;
  const words = phrase.split(" "), found = [];
  for (const [address, name, whose, number, parts] of places) {
    const title = fold(`${name} ${whose}`)[0], shown = [];
    let best = [name, number, address.replace(/.*\/(.*)\.html#p/, "$1 ")].some((it) => fold(it)[0].trim() === phrase) ? 0
      : number || !title.includes(` ${phrase} `) ? 4 : 1;
    for (const [lang, label, text] of parts) {
      const [inside, at] = fold(text), whole = hits(phrase, inside, 1), each = words.map((word) => hits(word, inside)), all = each.flat();
      const rank = inside.includes(` ${phrase} `) ? 1 : whole[0] ? 2
        : (all[0] || !number) && each.every((it, n) => it[0] || hits(words[n], title)[0]) ? 3 : best > 3 || shown[0] ? 4 : 3;
      if (rank < 4) shown.push(make("p", [make("small", [label]), " ", make("span", marked(text, at, whole[0] ? whole : all.sort(([a], [b]) => a - b)), { lang })]));
      best = Math.min(best, rank);
    }
    if (best < 4) found.push([best, make("li", [make("a", [name], { href: address }), " ", make("small", [whose]), ...shown])]);
  }
  find(".results").append(...found.sort(([a], [b]) => a - b).slice(0, 200).map(([, item]) => item));
  find("#q").value = asked;
  document.title = `${asked} · ${document.title}`;
  find(".count").textContent = found[1] ? `${found.length} places${found[200] ? "; the first 200:" : ""}`
    : found[0] ? "One place" : "Nothing found";
})();
