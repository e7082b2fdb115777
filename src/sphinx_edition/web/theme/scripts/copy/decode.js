// Reading a reader's file, which may be plain text or a saved web page in several encodings.
// Rule: a web page is parsed into a document of its own, where nothing of it runs or loads; only
// its text is used. The result has a blank line between paragraphs and no invisible characters.

const PAGE = /<(html|body|p)\b/i;
const INLINE_TAGS = "a|b|em|i|span|strong|su[bp]|u";
const BLOCK_TAG = RegExp(`<(?!!|/?(${INLINE_TAGS})\\b)`, "gi");
const INVISIBLE = /[\u00AD\u200B-\u200F\u2060\uFEFF]/g;
const LONG_LINE = /.{121}/; // No one wraps lines by hand at more than 120 characters.

/** Returns the text of a file, a blank line between paragraphs. */
export function readText(bytes) {
  const file = decode(bytes);
  const text = PAGE.test(file) ? readPage(file) : file;
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
  const withBreaks = html.replace(/\s+/g, " ").replace(BLOCK_TAG, "\n\n<");
  const { body } = new DOMParser().parseFromString(withBreaks, "text/html");
  for (const element of body.querySelectorAll("script, style")) element.remove();
  return body.textContent;
}

function separateParagraphs(text) {
  const separator = LONG_LINE.test(text) ? /\s*\n\s*/g : /\s*\n\s*\n\s*/g;
  return text.replace(separator, "\n\n");
}
