// Rules for the styles of the web edition. From the root of the repository:
// npm exec --prefix tests -- stylelint --config tests/stylelint.config.mjs "src/sphinx_edition/web/theme/styles/*.css"
export default {
  extends: "stylelint-config-standard",
  reportInvalidScopeDisables: true,
  reportNeedlessDisables: true,
  rules: {
    // The sheets go by subject, then by width and medium, not by specificity; a later sheet
    // overrules an earlier one, and mostly they are about different elements.
    "no-descending-specificity": null,
    // The address of a font is plain, so that it is easily checked to lead to a file.
    "function-url-quotes": "never",
    // The names of fonts are written as they are.
    "value-keyword-case": ["lower", { ignoreProperties: ["--serif", "--sans"] }],
    // Safari on phones knows it only with the prefix.
    "property-no-vendor-prefix": [true, { ignoreProperties: ["text-size-adjust"] }],
  },
};
