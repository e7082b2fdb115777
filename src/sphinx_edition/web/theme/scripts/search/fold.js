// Folding: texts and queries are reduced to the same plain form before they are compared.
// Rule: accents, capitals, punctuation and invisible characters do not count, ß is ss, and each
// Chinese character is a word of its own. The folded text begins and ends with a space and has
// single spaces between words, so that " word " finds a whole word.

const cache = new Map(); // Texts have few different characters; folding each once is fast.

/** Returns the folded text, and for each character of it the offset in the text it comes from. */
export function fold(text) {
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
