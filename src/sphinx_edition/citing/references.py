"""Format citations in the text in Chicago's author–date system (17th edition, 15.21–31)."""

from typing import Any

from pybtex.backends import plaintext
from pybtex.plugin import register_plugin
from pybtex.richtext import BaseText, Text
from pybtex.style.template import Node
from sphinxcontrib.bibtex.plugin import register_plugin as register_reference_style
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle, BracketStyle
from sphinxcontrib.bibtex.style.template import reference

from ..catalogs import _
from .chicago import Chicago
from .entries import SIGLUM, join, lead_role, name, people, years
from .labels import short_names

ROLES = "p ps alp alps t ts ct cts author authors cauthor authorpar authorpars year yearpar label"


def citation(_: object, data: dict[str, Any], role: str) -> BaseText:
    """Return one citation without brackets, "see Mill 1859, 22", or textual, "Mill (1859, 22)"."""
    info, textual = data["reference_info"], role.startswith(("t", "ct"))
    entry, label = data["entry"], data["formatted_entry"].label
    if SIGLUM in entry.fields:
        siglum = reference[Text(label)].format_data(data)
        return join(", ", join(" ", info.pre_text, siglum), info.post_text)
    head, year, letter = label.rpartition(str(years(entry)))  # "A. Reed ", "1850", "a"
    who = short_names(entry)
    if lead_role(entry):
        family = str(name(people(entry, lead_role(entry))[0], "cited"))
        who = Text(head.rstrip(" ,"))
        if role.endswith("s"):
            who = Text(head.partition(family)[0], short_names(entry, 99))
    space = head[len(head.rstrip(" ,")) :]
    core = Text(year, letter) if textual or "year" in role else Text(who, space, year, letter)
    link = reference[who if "author" in role else core].format_data(data)
    text = join(", ", join(" ", info.pre_text, link), info.post_text)
    return Text(who, " (", text, ")") if textual else text


class ChicagoReferences(BaseReferenceStyle):
    """The citations in the text: sphinxcontrib-bibtex referencing style ``chicago``."""

    def role_names(self) -> list[str]:
        """Return the names of the roles, as they are typed after ``cite:``."""
        return ROLES.split()

    def inner(self, role_name: str) -> Node:
        """Return the template of one citation."""
        return Node(role_name, citation)(role=role_name)

    def outer(self, role_name: str, children: list[BaseText]) -> Node:
        """Return the template of several: "(Mill 1859; Taylor 1875)", "Mill (1859) and …"."""
        two = _("{head} and {last}").format(head="", last="")
        more = _("{head}, and {last}").format(head="", last="")
        seps = (", ", two, more) if role_name.startswith(("t", "c", "author")) else ("; ",)
        brackets = role_name in ("p", "ps") or "par" in role_name
        return BracketStyle("(", ")", *seps).outer(children, brackets, role_name.startswith("c"))


def register() -> None:
    """Register both styles under the name ``chicago``, for ``setup`` of an extension."""
    register_plugin("pybtex.style.formatting", "chicago", Chicago)
    # pybtex has it, but would look for it among all installed packages for each citation
    register_plugin("pybtex.backends", "plaintext", plaintext.Backend, force=True)
    register_reference_style("sphinxcontrib.bibtex.style.referencing", "chicago", ChicagoReferences)
