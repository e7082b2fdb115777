// Rules for the scripts of the web edition. From the root of the repository:
// npm exec --prefix tests -- eslint --config tests/eslint.config.mjs src/sphinx_edition/web/theme/scripts
import js from "@eslint/js";
import globals from "globals";

const code = { skipBlankLines: true, skipComments: true };

export default [
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // Size: a function fits on a screen, a file has one purpose.
      "max-lines": ["error", { max: 250 }],
      "max-lines-per-function": ["error", { max: 45, ...code }],
      "max-len": ["error", { code: 100 }],
      // Forms that bundle.py relies on.
      "one-var": ["error", "never"],
      // Safety: no text becomes code or markup.
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-script-url": "error",
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => (
          { property, message: "Build elements with createElement: text must stay text." }
        )),
      ],
      // Reading: no puzzles.
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "no-nested-ternary": "error",
      "no-param-reassign": "error",
      "no-sequences": "error",
      "no-shadow": "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
];
