// The places of the edition.

/**
 * Returns, for each part of the index, its place and the number of its first word. The tags of a
 * part are its language, and what a reader may choose it by: "" for all.
 */
export function readPlaces({ pages, kinds }) {
  const owners = [];
  const starts = [0];
  for (const [page, label, , , usualAbout, rows] of pages) {
    for (const [
      number, sizes, id = `p${number}`, name = `${label} ${number}`, about = usualAbout,
    ] of rows) {
      const place = { page, address: page + (id && `#${id}`), name, number, about };
      place.parts = sizes.map(([kind, size], i) => {
        starts.push(starts.at(-1) + size + 1);
        return { part: owners.length + i, tags: [...kinds[kind], page, ""] };
      });
      owners.push(...sizes.map(() => place));
    }
  }
  return { owners, starts };
}
