// The digest of words, by which the edition knows the text that a page restates.
// Rule: eight hex digits of CRC-32 over the tokens with a space between, as in words/digests.py.

const POLYNOMIAL = 0xEDB88320;
const encoder = new TextEncoder();

/** Starts a digest. It takes tokens one by one, and gives the digest of those it has so far. */
export function startDigest() {
  let remainder = -1;
  let space = ""; // Before the first token comes none.
  return {
    add(token) {
      for (const byte of encoder.encode(space + token)) remainder = divide(remainder ^ byte);
      space = " ";
    },
    read() {
      return (~remainder >>> 0).toString(16).padStart(8, "0");
    },
  };
}

function divide(dividend) {
  let remainder = dividend;
  for (let bit = 0; bit < 8; bit++) {
    remainder = (remainder >>> 1) ^ (remainder & 1 && POLYNOMIAL);
  }
  return remainder;
}
