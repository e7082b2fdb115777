// Reading a reader's file, which may be plain text or a saved web page in several encodings.
// Rule: a web page is parsed into a document of its own, where nothing of it runs or loads; only
// its text is used. The result has a blank line between paragraphs and no invisible characters.

const PAGE = /<(html|body|p)\b/i;
const INLINE_TAGS = "a|b|em|i|span|strong|su[bp]|u";
const BLOCK_TAG = RegExp(`<(?!!|/?(${INLINE_TAGS})\\b)`, "gi");
const NESTING_TAG = /<(\/?)(?!(?:html|head|body|title|script|style)\b)[a-z][^\s/>]*/gi;
const INVISIBLE = /[\u00AD\u200B-\u200F\u2060\uFEFF]/g;
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
  // The line break stands for the beginning of a sentence, as match.js expects it.
  return separateParagraphs(`\n${text}`.normalize().replace(INVISIBLE, ""));
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
    .replace(NESTING_TAG, "<$1br"); // Elements nested by the thousand stop the parser.
  const { body } = new DOMParser().parseFromString(withBreaks, "text/html");
  for (const element of body.querySelectorAll("script, style")) element.remove();
  return body.textContent;
}

function separateParagraphs(text) {
  const separator = LONG_LINE.test(text) ? /\n+/g : /\n{2,}/g;
  const lines = text.split("\n").map((line) => line.trim().replace(/[^\S\xA0]+/g, " "));
  return lines.join("\n").replace(separator, "\n\n");
}
