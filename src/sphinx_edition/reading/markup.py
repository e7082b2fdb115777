"""The directives and roles that an editor writes. They return nodes and change nothing else."""

from types import SimpleNamespace
from typing import ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.typing import RoleFunction

from ..catalogs import _
from ..domain import EditionDomain
from ..model import KINDS, RENDERING
from ..nodes import notes, passage_version, placeholder, witness
from ..words.dates import split_entry
from ..words.languages import interface_tag


class Version(SphinxDirective):
    """The passage above in another language or translation, under a key of the bibliography."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = dict.fromkeys(
        ("evidence", "copy", "lang"), directives.unchanged_required
    )

    def run(self) -> list[nodes.Element]:
        """Return the version, which opens with its witness."""
        key, ours = self.arguments[0], interface_tag(self.config.language)
        lang = self.options.get("lang", ours)
        evidence, copy = self.options.get("evidence", ""), self.options.get("copy", "")
        node = passage_version(
            key=key, lang=lang, evidence=evidence, copy=copy,
            classes=["version", "ours" if key == RENDERING else "translation", f"language-{lang}"],
        )  # fmt: skip
        node["classes"] += ["secondhand"] * (evidence == "secondhand")
        self.set_source_info(node)
        node += [self.witness_line(key), *self.parse_content_to_nodes()]
        return [node]

    def witness_line(self, key: str) -> witness:
        """Return the paragraph that says whose words these are."""
        line = witness(classes=["witness", f"language-{interface_tag(self.config.language)}"])
        if key == RENDERING:
            line += nodes.Text(_("Our translation"))
        # the rules report a key that the bibliography lacks; cited, it would be reported twice
        elif key in EditionDomain.from_env(self.env).keys:
            cited, messages = self.parse_inline(f"{{cite:t}}`{key}`", lineno=self.lineno)
            line += [*cited, *messages]
        return line


class Notes(SphinxDirective):
    """A definition list on the passage above: lemma, then remark or corrected reading.

    In a restated essay the lemma may be followed by `` = `` and our words for it.
    """

    has_content = True

    def run(self) -> list[nodes.Element]:
        """Return the list in a container whose kind is the directive's name."""
        kind = self.name.rpartition(":")[2]
        # Reader views of browsers drop what is called after comments or remarks.
        node = notes(kind=kind, classes=["notes", "glosses" if kind == "commentary" else kind])
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        header = EditionDomain.from_env(self.env).header(self.env.docname)
        if header.get("text") == "restated":
            for term in node.findall(nodes.term):
                lemma, equals, ours = term.astext().partition(" = ")
                if equals:
                    term.children, term["ours"] = [nodes.Text(lemma)], ours
        return [node]


class Placeholder(SphinxDirective):
    """A place for what other pages know.

    The directive's name says what is shown, its argument of what.
    """

    def run(self) -> list[nodes.Element]:
        """Return the placeholder, which holds the content."""
        target = self.arguments[0] if self.arguments else ""
        shows = self.name.rpartition(":")[2]
        node = placeholder(shows=shows, target=target, doc=self.env.docname)
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        return [node]


class Register(Placeholder):
    """The index of all head words, with the passages that name them."""


class Changes(Placeholder):
    """A list of what has changed of words and addresses, from the register of addresses."""


class People(Placeholder):
    """Who answers for the edition, from ``edition_people``."""


class Preservation(Placeholder):
    """Where the edition is kept, as ``conf.py`` says, and what happens when the editors stop."""


class Identifiers(Placeholder):
    """The identifier of the file of each text, as git computes it."""


class Review(Placeholder):
    """The edition’s own answers to the questions of reviewers, each with its evidence."""


class Concordance(Placeholder):
    """A table of every mention but plain references, by ``order``, ``source`` or ``evidence``.

    With ``quotations`` it is a list of what the essays quote, with each comparison; with
    ``findings``, the sentence that sums them up.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Element]:
        """Return the table's placeholder.

        Raises:
            docutils.parsers.rst.DirectiveError: for any other argument.
        """
        orders = ("order", "source", "evidence", "quotations", "findings")
        if self.arguments[0] not in orders:
            raise self.error(f"“{self.arguments[0]}” is none of {', '.join(orders)}: write one")
        return super().run()


class Comparison(Placeholder):
    """The card of a quotation, by its address in the register: ``essays/one#q1.1-mill-1859.22``."""

    required_arguments = 1


class Actions(Placeholder):
    """A list of links as buttons, to which the web edition adds the files of book and EPUB."""

    has_content = True


class Chronology(Placeholder):
    """A definition list with a date and a name in each entry. The texts are merged into it."""

    has_content = True

    def run(self) -> list[nodes.Element]:
        """Return the placeholder of the picture and the table; it holds the list."""
        (node,) = super().run()
        for term in node.findall(nodes.term):
            term["date"], name = split_entry(term.astext())
            term.children = [nodes.Text(name)]
        return [node]


class SourcesMap(Placeholder):
    """A picture: which section of an essay draws on which text; of all essays if none is named."""

    optional_arguments = 1


class Citation(Placeholder):
    """An example of how to cite: an address as in the register, ``sources/mill-1859#p22``."""

    required_arguments = 1
    option_spec: ClassVar = {"brief": directives.flag}

    def run(self) -> list[nodes.Element]:
        """Return the example's placeholder; with ``brief`` it has prose only."""
        (node,) = super().run()
        node["brief"] = "brief" in self.options
        return [node]


class MentionRole(XRefRole):
    """A mention. Its words are Markdown, as they are in a block quotation: ``“a *word*”``."""

    innernodeclass = nodes.inline

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: nodes.Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the reference, with the emphasis in its words."""
        if not (is_ref and node["refexplicit"]):
            return [node], []
        inliner = self.inliner
        memo = SimpleNamespace(document=document, reporter=inliner.reporter, language=None)
        words, messages = inliner.parse(self.title, self.lineno, memo, node)
        shown = cast("nodes.Element", node[0])
        shown.clear()
        shown += words
        return [node], messages


class ClassRole(SphinxRole):
    """Words whose class is the role's name: ``incipit`` or ``also``.

    An incipit is the first words of the stretch that a passage restates. ``also`` marks another
    word for the head word in whose definition it stands; the index looks for it, too.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the words as emphasis, which every builder can write."""
        return [nodes.emphasis(self.rawtext, self.text, classes=[self.name.rpartition(":")[2]])], []


class FootCite(SphinxRole):
    """A citation in a footnote, which sphinxcontrib-bibtex has and the edition refuses.

    Its notes are written as a page is read, among those of the text itself.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the error."""
        message = f"footcite is not for editions: write {{cite:p}}`{self.text}`, here or in a note"
        return [], [self.inliner.reporter.error(message, line=self.lineno)]


FOOT_ROLES = ("p", "ps", "t", "ts", "ct", "cts")
ROLES: dict[str, RoleFunction | XRefRole] = {
    **{kind: MentionRole() for kind in KINDS},
    "incipit": ClassRole(), "also": ClassRole(),
}  # fmt: skip
DIRECTIVES: dict[str, type[Directive]] = {
    "version": Version, "commentary": Notes, "apparatus": Notes, "concordance": Concordance,
    "chronology": Chronology, "sources-map": SourcesMap, "register": Register,
    "changes": Changes, "citation": Citation, "comparison": Comparison,
    "actions": Actions, "preservation": Preservation, "identifiers": Identifiers, "people": People,
    "review": Review,
}  # fmt: skip
