"""The directives and roles an editor writes: they make nodes and touch nothing else."""

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.typing import RoleFunction

from ..domain import EditionDomain
from ..model import KINDS, OWN
from ..nodes import notes, passage_version, placeholder
from ..words.dates import split_entry

_SENTENCES = {
    "seen": "Wording seen: {}.",
    "sense": "Only the sense was compared: {}.",
    "secondhand": "Wording unverified: known only through the text that quotes it.",
}


class Version(SphinxDirective):
    """The passage above in another language or translation, under a key of the bibliography."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = dict.fromkeys(
        ("evidence", "copy", "lang"), directives.unchanged_required
    )

    def run(self) -> list[nodes.Element]:
        """Return the version, its witness named last."""
        key, lang = self.arguments[0], self.options.get("lang", self.config.language)
        evidence, copy = self.options.get("evidence", ""), self.options.get("copy", "")
        node = passage_version(
            key=key, lang=lang, evidence=evidence, copy=copy,
            classes=["version", f"language-{lang}"],
        )  # fmt: skip
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        node += self.witness(key, evidence, copy)
        return [node]

    def witness(self, key: str, evidence: str, copy: str) -> nodes.paragraph:
        """Return the line that says whose words these are, and how they are known."""
        line = nodes.paragraph(classes=["witness", f"language-{self.config.language}"])
        if key == OWN:
            line += nodes.Text("The edition’s own rendering.")
            return line
        # a key that the bibliography lacks is reported by the rules, and once is enough
        if key in EditionDomain.from_env(self.env).keys:
            cited, messages = self.parse_inline(f"{{cite:t}}`{key}`", lineno=self.lineno)
            line += [*cited, *messages, nodes.Text(". ")]
        line += nodes.Text(evidence_sentence(evidence, copy))
        return line


def evidence_sentence(evidence: str, copy: str) -> str:
    """Return the sentence that says how a wording is known."""
    return _SENTENCES.get(evidence, "").format(copy)


class Notes(SphinxDirective):
    """A definition list on the passage above: lemma, then remark or corrected reading."""

    has_content = True

    def run(self) -> list[nodes.Element]:
        """Return the list in a container of the directive's own name."""
        kind = self.name.rpartition(":")[2]
        node = notes(kind=kind, classes=["notes", kind])
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        return [node]


class Placeholder(SphinxDirective):
    """A place for what other pages know: ``register``, the index of all head words, takes nothing.

    The directive's name says what is shown there, its argument of what.
    """

    def run(self) -> list[nodes.Element]:
        """Return the placeholder, which holds the content."""
        target = self.arguments[0] if self.arguments else ""
        shows = self.name.rpartition(":")[2]
        node = placeholder(shows=shows, target=target, doc=self.env.docname)
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        return [node]


class Concordance(Placeholder):
    """A table of every mention but plain references, by ``order``, ``source`` or ``evidence``.

    With ``quotations`` it is a list, of what the essays quote and how that compares.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Element]:
        """Return the table's placeholder.

        Raises:
            docutils.parsers.rst.DirectiveError: for any other argument.
        """
        orders = ("order", "source", "evidence", "quotations")
        self.arguments[0] = directives.choice(self.arguments[0], orders)
        return super().run()


class Chronology(Placeholder):
    """A definition list, a date and a name to each entry, into which the texts are merged."""

    has_content = True

    def run(self) -> list[nodes.Element]:
        """Return the picture's and the table's placeholder, which holds the list."""
        (node,) = super().run()
        for term in node.findall(nodes.term):
            term["date"], name = split_entry(term.astext())
            term.children = [nodes.Text(name)]
        return [node]


class SourcesMap(Placeholder):
    """Which section of an essay, or of all if none is named, draws on which text."""

    optional_arguments = 1


class Citation(Placeholder):
    """An example of how to cite: an address as in the register, ``sources/marx-1850#p22``."""

    required_arguments = 1
    option_spec: ClassVar = {"brief": directives.flag}

    def run(self) -> list[nodes.Element]:
        """Return the example's placeholder; a ``brief`` one has no formats of programs."""
        (node,) = super().run()
        node["brief"] = "brief" in self.options
        return [node]


class ClassRole(SphinxRole):
    """Words of a class: ``incipit``, the first of the stretch that a passage restates; or ``also``.

    The latter is another word for the head word in whose definition it stands, and sought, too.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the words as emphasis, an inline of every builder."""
        return [nodes.emphasis(self.rawtext, self.text, classes=[self.name.rpartition(":")[2]])], []


ROLES: dict[str, RoleFunction | XRefRole] = {
    **{kind: XRefRole(innernodeclass=nodes.inline) for kind in KINDS},
    "incipit": ClassRole(), "also": ClassRole(),
}  # fmt: skip
DIRECTIVES: dict[str, type[Directive]] = {
    "version": Version, "commentary": Notes, "apparatus": Notes, "concordance": Concordance,
    "chronology": Chronology, "sources-map": SourcesMap, "register": Placeholder,
    "citation": Citation,
}  # fmt: skip
