// A restated essay in the words of a reader’s own file: nothing of it is sent, kept or run.
(() => {
  const form = document.querySelector(".copy"), [input, button, status] = form.querySelectorAll("input, button, [role]");
  const passages = [...document.querySelectorAll(".passage:has(.incipit)")];
  const shown = new Map();

  const make = (tag, ...content) => {
    const element = document.createElement(tag);
    element.append(...content);
    return element;
  };
  const tell = (...lists) => [...status.children].forEach((line, i) => {
    line.hidden = !lists[i]?.length;
    line.lastChild.textContent = lists[i]?.join(", ");
  });

  // The pieces of a quotation in a text, as edition/collate.py compares them
  const LETTER = "[\\p{L}\\p{M}\\p{N}]", FREE = "[^\\p{L}\\p{M}\\p{N}.,;:!?()]*";
  const places = (words, text, before = "") => {
    const pieces = words.normalize().replace(/\[(\p{L})\]/gu, "$1").split(/\[.*?\]|…|\.{3}/).map((piece) => (
      piece.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "").replace(/[^\p{L}\p{M}\p{N}]+/gu, (gap) => (
        `(?!${LETTER})${FREE}${gap.replace(/[^.,;:!?()]/g, "").replace(/./g, `[$&]${FREE}`)}`)))).filter((piece) => piece);
    return [...text.matchAll(RegExp(`${before}(?<!${LETTER})(${pieces.join(")[^]*?(")})(?!${LETTER})`, words.includes("[") ? "dgiu" : "dgu"))];
  };

  // The most incipits, at sentences, in order
  const begins = (text) => {
    const chains = [];
    const longest = (index) => chains.reduce((a, b) => (b.length < a.length || b.at(-1)?.[1] >= index ? a : b), []);
    for (const passage of passages)
      for (const { index } of places(passage.querySelector(".incipit").textContent, text, "(?<=[\\n.!?:)\\]\\p{QMark}]\\s*)[(\\p{QMark}]*").reverse())
        chains.push([...longest(index), [passage, index]]);
    return new Map(longest());
  };

  const author = (own, name, stretch, missed) => {
    const result = [make("p", own.querySelector(".locus"), " ")], cuts = [0, stretch.length];
    const marks = [...own.querySelectorAll(".notes dt, .quotation")].reverse().filter((item) => {
      const [place] = places((item.querySelector("blockquote") ?? item).textContent, stretch);
      if (place) cuts.push(...(item.spans = place.indices.slice(1)).flat());
      else missed.add(name);
      return place;
    });
    for (const { index } of stretch.matchAll(/\n\n/g)) cuts.push(index, index + 2);
    cuts.sort((a, b) => a - b).forEach((from, i) => {
      const words = stretch.slice(from, cuts[i + 1]), here = marks.filter((item) => item.spans.some(([low, high]) => low <= from && from < high));
      if (words === "\n\n") return result.push(make("p"));
      if (!words || !here[0]) return result.at(-1).append(words);
      const id = `${name}-${from}`, part = make("a", words);
      part.id = `own-${id}`;
      for (const item of here) {
        const link = item.querySelector("figcaption a");
        part.className += link ? " quoted" : item.closest(".apparatus") ? " slip" : " noted";
        part.href ||= link ?? `#${item.id ||= `note-${id}`}`;
        if (link || item.spans[0][0] < from) continue;
        item.replaceChildren(make("a", ...item.childNodes));
        item.firstChild.href = `#${part.id}`;
      }
      result.at(-1).append(part);
    });
    return result;
  };

  const letters = (text) => text.match(/\p{L}+/gu)?.join(" ").toLowerCase();
  const bind = (text) => {
    const found = begins(text), lost = [], runs = [], left = [], missed = new Set();
    if (!found.size) return tell([], [""]);
    const titles = [...document.querySelectorAll("h1, h2, h3")].map((title) => letters(title.textContent));
    passages.forEach((passage, i) => {
      const name = passage.querySelector(".locus").dataset.locus, start = found.get(passage), after = passages[i + 1];
      if (!start) return lost.push(name);
      const end = [...found.values()].find((index) => index > start), pieces = text.slice(start, end).trim().split("\n\n");
      // A heading ends it; the last, a line that is no sentence, or any if a passage was not found
      const bare = (piece) => /[\p{L}\p{N}]$/u.test(piece), title = (piece) => titles.includes(letters(piece));
      let stop = pieces.findIndex((piece, at) => at && (title(piece) || !end && (passages[found.size] || bare(piece))));
      while (stop > 1 && bare(pieces[stop - 1])) stop--;
      const rest = pieces.splice(stop < 0 ? 1e9 : stop), headed = rest.some(title);
      if (rest.length > headed) left.push(name);
      if (after && !found.has(after) && (!headed || passage.nextElementSibling === after)) runs.push(name);
      const own = passage.cloneNode(true), base = own.querySelector(".base"), verdicts = base.querySelectorAll(".collation");
      base.replaceChildren(...author(own, name, pieces.join("\n\n"), missed), ...verdicts, make("details", make("summary", "In our words"), ...base.childNodes));
      passage.replaceWith(own);
      shown.set(own, passage);
    });
    tell([], [], [found.size], lost, runs, left, [...missed]);
  };

  const restore = () => {
    shown.forEach((passage, own) => own.replaceWith(passage));
    shown.clear();
  };
  const decode = (bytes) => {
    const name = { 0xFF: "utf-16le", 0xFE: "utf-16be" }[bytes[0]] ?? "utf-8";
    try { return new TextDecoder(name, { fatal: true }).decode(bytes); } catch { return new TextDecoder("windows-1252").decode(bytes); }
  };
  // Parsed, not run; blocks are paragraphs
  const plain = (html) => {
    const parted = html.replace(/\s+/g, " ").replace(/<(?!!|\/?(a|b|em|i|span|strong|su[bp]|u)\b)/gi, "\n\n<");
    const { body } = new DOMParser().parseFromString(parted, "text/html");
    body.querySelectorAll("script, style").forEach((other) => other.remove());
    return body.textContent;
  };
  input.onchange = async () => {
    if (!input.value) return form.reset();
    restore();
    const file = decode(new Uint8Array(await input.files[0].arrayBuffer()));
    const text = `\n${/<(html|body|p)\b/i.test(file) ? plain(file) : file}`.normalize().replace(/[\xAD\u200B-\u200F\u2060\uFEFF]/g, "");
    bind(text.replace(/.{121}/.test(text) ? /\s*\n\s*/g : /\s*\n\s*\n\s*/g, "\n\n"));
    button.hidden = !shown.size;
  };
  form.onreset = () => {
    restore();
    tell([""]);
    input.focus();
    button.hidden = true;
  };
  input.onchange();
})();
