// Reading a reader's file, which may be plain text or a saved web page in several encodings.
// Rule: a web page is parsed into a document of its own, where nothing of it runs or loads; only
// its text is used. The result has a blank line between paragraphs and no invisible characters.

const PAGE = /<(html|body|p)\b/i;
const INLINE_TAGS = "a|abbr|b|cite|code|del|em|font|i|ins|mark|q|s|small|span|strong|su[bp]|u|wbr";
const BLOCK_TAG = RegExp(`<(?!!|/?(${INLINE_TAGS})\\b)`, "gi");
const NESTING_TAG = /<(\/?)(?!(?:html|head|body|title|script)\b)[a-z][^\s/>]*/gi;
const NOT_SHOWN = /\xAD\n?|[\u200B\u2060\uFEFF]/g;
const LINE_END = /\r\n?|[\v\f\x85\u2028]/g;
const LONG_LINE = /.{121}/; // No one wraps lines by hand at more than 120 characters.

// More than these would keep the page busy for more than some seconds.
const MOST_BYTES = 10_000_000;
const MOST_TAGS = 100_000;
const MOST_LETTERS = 500_000;

/** Returns the text of a file, a blank line between paragraphs; null if it is too long. */
export function readText(bytes) {
  if (bytes.length > MOST_BYTES) return null;
  const file = decode(bytes);
  if (file.split("<").length > MOST_TAGS) return null;
  const text = PAGE.test(file) ? readPage(file) : file;
  if (text.length > MOST_LETTERS) return null;
  return separateParagraphs(text.replace(LINE_END, "\n").replace(/\u2029/g, "\n\n"));
}

function decode(bytes) {
  const encoding = { 0xFF: "utf-16le", 0xFE: "utf-16be" }[bytes[0]] ?? "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function readPage(html) {
  const withBreaks = html
    .replace(/\s+/g, " ")
    .replace(BLOCK_TAG, "\n\n<")
    .replace(/<(\/?)style\b/gi, "<$1script") // Our server's rules forbid styles, even unused ones.
    .replace(NESTING_TAG, "<$1br"); // Elements nested by the thousand stop the parser.
  const { body } = new DOMParser().parseFromString(withBreaks, "text/html");
  for (const element of body.querySelectorAll("script")) element.remove();
  return body.textContent;
}

function separateParagraphs(text) {
  const separator = LONG_LINE.test(text) ? /\n+/g : /\n{2,}/g;
  const lines = text
    .replace(NOT_SHOWN, "")
    .split("\n")
    .map((line) => line.trim().replace(/[^\S\xA0]+/g, " "));
  return lines.join("\n").replace(separator, "\n\n").trim();
}
