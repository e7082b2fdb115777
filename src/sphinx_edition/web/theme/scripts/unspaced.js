// The letters of scripts without spaces between words: Thai and Lao, Burmese, Khmer, Kana, Han.
// Rule: each is a word by itself, for the search and where words are compared. words/tokens.py has
// the same.

/** A pattern of one of them. */
export const UNSPACED =
  "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u312f\\u31a0-\\u9fff\\uf900-\\ufaff" +
  "\\uff66-\\uff9d\\u{20000}-\\u{3ffff}]";
