// The places of the edition.

/** Returns the place of each part of the index. The first part of a place is its title. */
export function readOwners({ pages }) {
  const owners = [];
  for (const [page, label, , , usualAbout, rows] of pages) {
    for (const [
      number, kinds, id = `p${number}`, name = `${label} ${number}`, about = usualAbout,
    ] of rows) {
      const address = page + (id && `#${id}`);
      const place = { page, address, name, number, about, title: owners.length, kinds };
      owners.push(place, ...kinds.map(() => place));
    }
  }
  return owners;
}
