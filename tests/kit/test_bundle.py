"""Modules and sheets are joined in their order, and what is not understood is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_edition.web.bundle import bundle_script, bundle_style

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, files: dict[str, str]) -> Path:
    """Write files, and return the first."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder / next(iter(files))


def test_a_script_has_each_module_once_after_those_it_imports(tmp_path: Path) -> None:
    entry = written(tmp_path, {
        "main.js": 'import { one, two } from "./lib/a.js";\nimport { three } from "./b.js";\n'
                   "\nshow(one(), two, three);\n",
        "lib/a.js": 'import { three } from "../b.js";\n'
                    "export function one() {\n  return three;\n}\nexport const two = 2;\n",
        "b.js": "let count = 0;\nexport const three = () => (count += 3);\n",
    })  # fmt: skip
    assert bundle_script(entry) == (
        '(()=>{"use strict";let count=0;const three=()=>(count+=3);'
        "function one(){return three;}\nconst two=2;show(one(),two,three);})();\n"
    )


def test_comments_and_spaces_without_a_meaning_are_left_out(tmp_path: Path) -> None:
    entry = written(tmp_path, {"main.js": """// What it is for
/* global it -- one line */

/**
 * import { a } from "nowhere";
 * `
 */
const address = "https://example.org/*"; /* after code */
  // indented
const path = /^\\/\\//; // after code, too
const text = `// no  comment` +
  "/* nor  this */";
"""})  # fmt: skip
    assert bundle_script(entry) == (
        '(()=>{"use strict";const address="https://example.org/*";const path=/^\\/\\//;'
        'const text=`// no  comment`+"/* nor  this */";})();\n'
    )


@pytest.mark.parametrize(
    ("main", "line", "message"),
    [
        ('\nimport { b } from "./none.js";', 2, "there is no file none.js"),
        ('import { b } from "./a.js";', 1, "./a.js does not export b"),
        ('import { hidden } from "./a.js";', 1, "./a.js does not export hidden"),
        ('import a from "./a.js";', 1, "an import must read"),
        ('import { a as b } from "./a.js";', 1, "an import must read"),
        ('import {\n  a,\n} from "./a.js";', 1, "an import must read"),
        ('import * as all from "./a.js";', 1, "an import must read"),
        ('import "./a.js";', 1, "an import must read"),
        ('import { a } from "library";', 1, "an import must read"),
        ('  import { a } from "./a.js";', 1, "an import must read"),
        ('const a = await import("./a.js");', 1, "an import must read"),
        ("const here = import.meta.url;", 1, "an import must read"),
        ("export default 1;", 1, "an export must read"),
        ("const a = 1;\nexport { a };", 2, "an export must read"),
        ('export * from "./a.js";', 1, "an export must read"),
        ("export class A {}", 1, "an export must read"),
        ("export let a = 1;", 1, "an export must read"),
        ("const { a, b } = c;", 1, "a declaration must define one plain name"),
        ("let a, b;", 1, "a declaration must define one plain name"),
        ("var a = 1;", 1, "a declaration must define one plain name"),
        ("const a = `\n// no comment`;", 1, "a string must end in the line"),
        ("const a = 'b\\\n// c';", 1, "a string must end in the line"),
        ('import { a } from "./a.js";\nfunction a() {}', 2, "a is defined already, in .*a.js:1"),
        ("const a = 1;\nfunction a() {}", 2, "a is defined already, in .*main.js:1"),
        ('import { c } from "./circle.js";', 1, "^.*circle.js:1: this import closes a circle"),
    ],
)
def test_what_is_not_understood_is_an_error_with_its_place(
    main: str, line: int, message: str, tmp_path: Path
) -> None:
    entry = written(tmp_path, {
        "main.js": main,
        "a.js": "export const a = 1;\nconst hidden = 2;\n",
        "circle.js": 'import { d } from "./main.js";\nexport const c = 1;\n',
    })  # fmt: skip
    place = message if message.startswith("^") else rf"main\.js:{line}: .*{message}"
    with pytest.raises(ValueError, match=place):
        bundle_script(entry)


def test_an_entry_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"there is no file main\.js"):
        bundle_script(tmp_path / "main.js")


def test_comments_and_spaces_are_left_out_of_a_sheet(tmp_path: Path) -> None:
    written(tmp_path, {"a.css": '/* What it is\n   for */\n\na {\n  content: "//"; /* so */\n}\n'})
    assert bundle_style([tmp_path / "a.css"]) == 'a{content:"//"}\n'


def test_a_list_of_sheets_is_joined_in_its_order(tmp_path: Path) -> None:
    written(tmp_path, {"a.css": "a { top: 0; }\n", "b.css": "b { top: 0; }\n"})
    sheets = [tmp_path / "b.css", tmp_path / "a.css"]
    assert bundle_style(sheets) == "b{top:0}a{top:0}\n"


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ('\n@import "b.css";', r"a\.css:2: this cannot stand in a sheet"),
        ('@charset "utf-8";', r"a\.css:1: this cannot stand in a sheet"),
        (None, r"a\.css: there is no file a\.css"),
    ],
)
def test_a_sheet_that_cannot_be_joined_is_an_error(
    sheet: str | None, message: str, tmp_path: Path
) -> None:
    if sheet is not None:
        written(tmp_path, {"a.css": sheet})
    with pytest.raises(ValueError, match=message):
        bundle_style([tmp_path / "a.css"])
