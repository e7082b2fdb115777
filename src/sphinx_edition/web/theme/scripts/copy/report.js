// The lines that report what of a copy was bound into the page.

import { fill } from "../shared.js";
import { messages } from "../messages/copy.js";

/** Returns the lines of the report; `isTooLong` if the file was not read for that. */
export function describeReport({ bound, otherWords, missing }, isTooLong) {
  if (isTooLong) return [messages.tooLong];
  const all = bound.length + otherWords.length + missing.length;
  if (all === missing.length) return [messages.nothing];
  const lines = [fill(messages.bound, bound.length, all)];
  if (otherWords.length > 0) lines.push(fill(messages.otherWords, otherWords.join(", ")));
  if (missing.length > 0) lines.push(fill(messages.missing, missing.join(", ")));
  return lines;
}
