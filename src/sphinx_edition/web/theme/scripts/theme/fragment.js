// The text fragment of a range: the words by which a browser finds and marks it (#:~:text=).
// Rule: whole words; at most twelve, or the first and the last six, as on the citation pages. If
// the first of them stand on the page more than once, those before and after the range are added.

const NO_WORDS = ".locus, .cite, .collation .sign, button, [popover]";
// At each end.
const MOST_WORDS = 6;

/** Returns the content of a range without what is no word of the text. */
export function cloneWords(range) {
  const content = range.cloneContents();
  for (const node of content.querySelectorAll(NO_WORDS)) node.replaceWith("\n");
  return content;
}

/** Returns what follows "text=" for a range of the page. */
export function findFragment(range) {
  const before = textOf((page) => page.setEnd(range.startContainer, range.startOffset));
  const after = textOf((page) => page.setStart(range.endContainer, range.endOffset));
  // The range may begin or end inside a word.
  const [prefix, start] = before.split("\n").at(-1).match(/^(.*?)(\S*)$/).slice(1);
  const [rest, suffix] = after.match(/^(\S*)(.*)/).slice(1);
  const text = `${start}${cloneWords(range).textContent}${rest}`;
  // A browser finds no words across blocks, and a block ends a line.
  const lines = text.split("\n").map(splitWords).filter((line) => line.length > 0);
  const isShort = lines.length === 1 && lines[0].length <= 2 * MOST_WORDS;
  const parts = isShort ? lines : [lines[0].slice(0, MOST_WORDS), lines.at(-1).slice(-MOST_WORDS)];
  const words = parts.map(encode).join(",");
  if (isUnique(parts[0].join(" "))) return words;
  const wordsBefore = encode(splitWords(prefix).slice(-MOST_WORDS));
  const wordsAfter = encode(splitWords(suffix).slice(0, MOST_WORDS));
  return `${wordsBefore && `${wordsBefore}-,`}${words}${wordsAfter && `,-${wordsAfter}`}`;
}

/** Returns the text of the part of the page that a function limits. */
function textOf(limit) {
  const page = new Range();
  page.selectNodeContents(document.body);
  limit(page);
  return cloneWords(page).textContent;
}

function splitWords(text) {
  return text.split(/\s+/).filter(Boolean);
}

function isUnique(words) {
  const squeeze = (text) => text.replace(/\s+/g, " ").toLowerCase();
  return squeeze(document.body.innerText).split(squeeze(words)).length === 2;
}

function encode(words) {
  return encodeURIComponent(words.join(" ")).replaceAll("-", "%2D");
}
