// The digest of words, by which the edition knows the text that a page restates.
// Rule: eight hex digits of SHA-256 over the tokens with a space between, as words/digests.py has
// it. The browser's own SHA-256 is missing on a page without https, and cannot be asked for the
// digest of every beginning of a text without reading it again from the start.

const PRIMES = [];
for (let number = 2; PRIMES.length < 64; number++) {
  if (PRIMES.every((prime) => number % prime > 0)) PRIMES.push(number);
}
const ROUNDS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const encoder = new TextEncoder();

/** Starts a digest. It takes tokens one by one, and gives the digest of those it has so far. */
export function startDigest() {
  let state = START;
  const bytes = []; // Of the block that is not yet full.
  let length = -1; // Before the first token comes no space.
  return {
    add(token) {
      const added = encoder.encode(length < 0 ? token : ` ${token}`);
      length = Math.max(length, 0) + added.length;
      bytes.push(...added);
      while (bytes.length >= 64) state = compress(state, bytes.splice(0, 64));
    },
    read() {
      const rest = [...bytes, 0x80];
      while (rest.length % 64 !== 56) rest.push(0);
      for (let shift = 56; shift >= 0; shift -= 8) {
        rest.push(Math.floor(Math.max(length, 0) * 8 / 2 ** shift) % 256);
      }
      let last = state;
      while (rest.length > 0) last = compress(last, rest.splice(0, 64));
      return (last[0] >>> 0).toString(16).padStart(8, "0");
    },
  };
}

/** Returns the state of SHA-256 after one more block of 64 bytes. */
function compress(state, block) {
  const words = [];
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    words.push(i < 16 ? readWord(block.slice(4 * i, 4 * i + 4)) : nextWord(words, i));
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const mixed = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const first = h + mixed + choice + ROUNDS[i] + words[i];
    const second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority;
    [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) | 0);
}

function readWord(bytes) {
  return bytes.reduce((word, byte) => (word << 8) | byte);
}

function nextWord(words, i) {
  const [early, late] = [words[i - 15], words[i - 2]];
  const first = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
  const second = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
  return (words[i - 16] + first + words[i - 7] + second) | 0;
}

function rotate(word, count) {
  return (word >>> count) | (word << (32 - count));
}

function fraction(root) {
  return ((root % 1) * 2 ** 32) | 0;
}
