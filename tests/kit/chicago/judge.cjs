// Render a bibliography by citeproc-js: the list, and one citation of each entry.
// The language keeps the style from writing titles in capitals: they are printed as typed.
// stdin: {style, locale, bib, rows}; rows replaces items of the converter. stdout: {csl, list, cited}
const [, , modules] = process.argv;
const CSL = require(`${modules}/citeproc`);
const {Cite, plugins} = require(`${modules}/@citation-js/core`);
require(`${modules}/@citation-js/plugin-bibtex`);
plugins.config.get("@bibtex").parse.strict = false;
const given = JSON.parse(require("fs").readFileSync(0));
const items = {};
for (const item of new Cite(given.bib).data) {
  const id = item["citation-key"] || item.id;
  items[id] = Object.assign(item, {id, language: "zxx"}, given.rows[id]);
}
const system = {retrieveLocale: () => given.locale, retrieveItem: (id) => items[id]};
const engine = new CSL.Engine(system, given.style);
engine.setOutputFormat("html");
engine.updateItems(Object.keys(items));
const [about, list] = engine.makeBibliography();
const cited = {};
for (const id of Object.keys(items)) cited[id] = engine.makeCitationCluster([{id}]);
process.stdout.write(JSON.stringify({csl: items, ids: about.entry_ids.flat(), list, cited}));
