// What the search says. {} stands for a number, a name or a list.

export const messages = {
  failed: "The index of the search could not be loaded",
  noPassage: "{} has no passage {}. Its passages: {}",
  nothing: "Nothing found",
  results: "Results: {}",
};
