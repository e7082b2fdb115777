(() => {
"use strict";
function createElement(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
const SHORT = 250; // Characters; a stretch shorter than this is not cut.
function markSpans(text, offsets, spans) {
  const content = [];
  let end = 0;
  for (const [spanStart, spanEnd] of spans) {
    const start = offsets[spanStart];
    if (start < end) continue; // Overlaps the mark before.
    content.push(shorten(text.slice(end, start), { keepStart: end > 0, keepEnd: true }));
    end = offsets[spanEnd];
    content.push(createElement("mark", {}, text.slice(start, end)));
  }
  return [...content, shorten(text.slice(end), { keepStart: true, keepEnd: false })];
}
function shorten(text, { keepStart, keepEnd }) {
  if (text.length < SHORT) return text;
  const start = keepStart ? text.match(/^[^]{100}\S{0,20}/)[0] : "";
  const end = keepEnd ? text.match(/\S{0,20}[^]{100}$/)[0] : "";
  return `${start} … ${end}`;
}
const cache = new Map(); // Texts have few different characters; folding each once is fast.
function fold(text) {
  const offsets = [0];
  let folded = " ";
  let offset = 0;
  for (const character of `${text} `) {
    for (const part of foldCharacter(character)) {
      if (part === " " && folded.endsWith(" ")) continue;
      folded += part;
      offsets.push(offset);
    }
    offset += character.length;
  }
  return { folded, offsets };
}
function foldCharacter(character) {
  if (!cache.has(character)) cache.set(character, foldUncached(character));
  return cache.get(character);
}
function foldUncached(character) {
  return character
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/ß/g, "ss")
    .replace(/[^\p{L}\p{N}]/gu, " ")
    .replace(/\p{Script=Han}/gu, " $& ");
}
function findSpans(words, folded, { isPhrase = false } = {}) {
  const endsInDigit = /\d$/.test(words);
  const isLong = !endsInDigit && words.length > 3;
  const mayGoOn = isLong || (isPhrase && !endsInDigit);
  const spans = [];
  let start = folded.indexOf(words);
  while (start >= 0) {
    const end = start + words.length;
    const beginsRight = isLong || folded[start - 1] === " ";
    const endsRight = mayGoOn || folded[end] === " ";
    if (beginsRight && endsRight) spans.push([start, end]);
    start = folded.indexOf(words, start + 1);
  }
  return spans;
}
const RANKS = { name: 0, phrase: 1, openPhrase: 2, words: 3, none: 4 };
function rankPlace([address, name, about, number, parts], phrase) {
  const title = fold(`${name} ${about}`).folded;
  const nameRank = rankName(address, name, number, title, phrase);
  const excerpts = [];
  let rank = nameRank;
  for (const [language, label, text] of parts) {
    const match = matchText(text, { title, number, phrase });
    if (match.rank === RANKS.none) {
      const isNeeded = nameRank < RANKS.none && excerpts.length === 0;
      if (!isNeeded) continue;
    }
    rank = Math.min(rank, match.rank);
    excerpts.push({ language, label, text, offsets: match.offsets, spans: match.spans });
  }
  return { rank, address, name, about, excerpts };
}
function rankName(address, name, number, title, phrase) {
  const fullNumber = address.replace(/.*\/(.*)\.html#p/, "$1 "); // Such as "marx-1850 22".
  const names = [name, number, fullNumber].map((text) => fold(text).folded.trim());
  if (names.includes(phrase)) return RANKS.name;
  return !number && title.includes(` ${phrase} `) ? RANKS.phrase : RANKS.none;
}
function matchText(text, { title, number, phrase }) {
  const { folded, offsets } = fold(text);
  const phraseSpans = findSpans(phrase, folded, { isPhrase: true });
  const words = phrase.split(" ");
  const spansByWord = words.map((word) => findSpans(word, folded));
  const wordSpans = spansByWord.flat().sort(([a], [b]) => a - b);
  const hasWord = (word, i) => spansByWord[i].length > 0 || findSpans(word, title).length > 0;
  let rank = RANKS.none;
  if (folded.includes(` ${phrase} `)) rank = RANKS.phrase;
  else if (phraseSpans.length > 0) rank = RANKS.openPhrase;
  else if ((wordSpans.length > 0 || !number) && words.every(hasWord)) rank = RANKS.words;
  return { rank, offsets, spans: phraseSpans.length > 0 ? phraseSpans : wordSpans };
}
const MOST_SHOWN = 200;
search(new URLSearchParams(location.search).get("q") ?? "");
function search(query) {
  const phrase = fold(query).folded.trim();
  if (!phrase) return;
  const found = places
    .map((place) => rankPlace(place, phrase))
    .filter(({ rank }) => rank < RANKS.none)
    .sort((a, b) => a.rank - b.rank);
  document.querySelector(".results").append(...found.slice(0, MOST_SHOWN).map(createResult));
  document.querySelector(".count").textContent = describeCount(found.length);
  document.querySelector("#q").value = query;
  document.title = `${query} · ${document.title}`;
}
function createResult({ address, name, about, excerpts }) {
  return createElement(
    "li", {},
    createElement("a", { href: address }, name), " ", createElement("small", {}, about),
    ...excerpts.map(createExcerpt),
  );
}
function createExcerpt({ language, label, text, offsets, spans }) {
  const words = createElement("span", { lang: language }, ...markSpans(text, offsets, spans));
  return createElement("p", {}, createElement("small", {}, label), " ", words);
}
function describeCount(count) {
  if (count === 0) return "Nothing found";
  if (count === 1) return "One place";
  return `${count} places${count > MOST_SHOWN ? `; the first ${MOST_SHOWN}:` : ""}`;
}
})();
