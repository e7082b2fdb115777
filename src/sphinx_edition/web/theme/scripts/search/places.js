// The places of the edition, by the texts that they are in.

/**
 * Returns the texts of the index with their places, and the number of each part's first word.
 * The tags of a part are its language and what a filter may ask for.
 */
export function readPlaces({ pages, kinds }) {
  const starts = [];
  let start = 0;
  const texts = pages.map(([page, label, names, loci, usualAbout, rows]) => {
    const places = rows.map(([
      number, sizes, id = `p${number}`, name = `${label} ${number}`, about = usualAbout,
    ]) => {
      const parts = sizes.map(([kind, size]) => {
        starts.push(start);
        start += size + 1;
        return { part: starts.length - 1, tags: [...kinds[kind], page] };
      });
      return { page, address: page + (id && `#${id}`), name, number, about, parts };
    });
    return { page, label, names, loci, places };
  });
  return { texts, starts };
}
