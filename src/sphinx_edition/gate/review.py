"""Answer what reviewers of editions and of their tools ask, from records alone.

The questions, and the ids of questions and answers, are those of the two questionnaires of RIDE
(https://ride.i-d-e.de/), for scholarly editions (``se``) and for tools (``te``), without those
that ask for a judgement or have more answers than one. Records are those of the edition; for the
tool, those of the kit as pip has installed it. An answer is “yes” only with its evidence; a “no”
says where that would stand. What a program cannot see, such as whether a page says by which rule
texts were chosen, a page claims in its header (``answers: se010``). What an edition has claimed of
itself (``claims: se002`` in a header) must stay true: ``faults`` finds what does not.
"""

import re
from collections.abc import Callable, Iterator
from importlib.metadata import metadata
from typing import NamedTuple

from ..catalogs import N_, _, ngettext
from ..edition import Edition
from ..model import SEEN, Page, Problem, is_source
from ..words.names import series

KIT = "sphinx-edition"  #: the distribution, whose metadata pip keeps
#: The questionnaires by the letters of their ids: what is asked, and the address of the criteria.
QUESTIONNAIRES = {
    "se": (N_("The edition"), "http://www.i-d-e.de/publikationen/weitereschriften/criteria-version-1-1"),
    "te": (N_("The tool that makes it"),
           "https://www.i-d-e.de/publikationen/weitereschriften/criteria-tools-version-1/"),
}  # fmt: skip


class Answer(NamedTuple):
    """The answer to a question."""

    question: str  #: its id: ``se001``
    title: str
    choice: str  #: the id of the answer: ``se002``
    evidence: str  #: a page, an address, a number or a name; empty if the answer is no
    lack: str  #: what is missing for a yes


Find = Callable[[Edition], str]
#: How evidence is found: by a function, as a setting (``report``), on a page that has one of some
#: directives, or on one whose header says that it answers.
Evidence = Find | str | tuple[str, ...] | None


def _always(address: str) -> Find:
    """Return what the kit writes with every edition."""
    return lambda edition: address


def _counted(count: int, text: str) -> str:
    """Return a number as evidence; nothing is none."""
    return text.format(count=count) if count else ""


def _description(edition: Edition) -> str:
    facts = edition.facts
    return facts.address if facts.people and facts.date else ""


def _contributors(edition: Edition) -> str:
    people = edition.facts.people
    has_roles = people and all(person.roles for person in people)
    return series(person.name for person in people) if has_roles else ""


def _institutions(edition: Edition) -> str:
    return ", ".join(dict.fromkeys(p.institution for p in edition.facts.people if p.institution))


def _editions(edition: Edition) -> str:
    sources = (page for page in edition.texts if is_source(page.docname))
    count = len({w.key for page in sources for works in edition.editions_of(page) for w in works})
    return _counted(count, _("{count} in the bibliography"))


def _copies(edition: Edition) -> str:
    versions = (v for p in edition.passages.values() for v in p.versions)
    count = sum(bool(v.copy) and v.evidence in SEEN for v in versions)
    text = ngettext("{count} wording, read in a copy", "{count} wordings, read in copies", count)
    return _counted(count, text)


def _commentary(edition: Edition) -> str:
    comments = (c for page in edition.pages.values() for c in page.comments)
    count = sum(comment.kind == "commentary" for comment in comments)
    return _counted(count, ngettext("{count} note", "{count} notes", count))


def _contexts(edition: Edition) -> str:
    count = sum("url" in page.header for page in edition.texts)
    text = ngettext("the whole of {count} text", "the whole of {count} texts", count)
    return _counted(count, text)


def _each_text(test: Callable[[Page], object]) -> Find:
    """Return how many texts there are, if something is so of each."""

    def find(edition: Edition) -> str:
        count = len(edition.texts) if all(map(test, edition.texts)) else 0
        return _counted(count, ngettext("{count} text", "all {count} texts", count))

    return find


def _kit(field: str, pattern: str = ".+") -> Find:
    """Return what the kit says of itself in a field of its metadata, as far as a pattern has it."""

    def find(edition: Edition) -> str:
        found = (re.search(pattern, line) for line in metadata(KIT).get_all(field, []))
        return ", ".join(match[0] for match in found if match)

    return find


def _read_me(edition: Edition) -> str:
    return _("the read-me file of the kit") if metadata(KIT).json.get("description") else ""


#: The names of the packages that the kit needs, but for those of its extras.
_packages = _kit("Requires-Dist", r"^[\w.-]++(?!.*extra ==)")


#: Id and title of a question, the ids of yes and no, and the evidence for yes.
_QUESTIONS: list[tuple[str, str, str, str, Evidence]] = [
    ("se001", N_("Bibliographic description"), "se002", "se003", _description),
    ("se004", N_("Contributors"), "se005", "se006", _contributors),
    ("se007", N_("Contact"), "se008", "se009", "report"),
    ("se010", N_("Selection of texts"), "se011", "se012", None),
    ("se016", N_("Archive of the data"), "se017", "se018", "archive"),
    ("se019", N_("Aims"), "se020", "se021", None),
    ("se022", N_("Methods"), "se023", "se024", None),
    ("se025", N_("Data model"), "se026", "se027", _always("edition.odd")),
    ("se028", N_("Help"), "se029", "se030", None),
    ("se031", N_("How to cite"), "se032", "se033", ("citation",)),
    ("se034", N_("Completion"), "se035", "se036", None),
    ("se037", N_("Institutional support"), "se038", "se039", _institutions),
    ("se040", N_("Previous editions named"), "se041", "se042", _editions),
    ("se043", N_("Previous editions used"), "se044", "se045", _copies),
    ("se047", N_("Introduction"), "se048", "se049", None),
    ("se050", N_("Bibliography"), "se051", "se052", ("bibliography",)),
    ("se053", N_("Commentary"), "se054", "se055", _commentary),
    ("se056", N_("Links to other resources"), "se057", "se058", _contexts),
    ("se059", N_("Images of the sources"), "se060", "se061", None),
    ("se066", N_("Texts in full"), "se067", "se068", _each_text(
        lambda page: page.header.get("text") == "full")),
    ("se072", N_("Indices"), "se073", "se074", ("register",)),
    ("se167", N_("Data in XML"), "se168", "se169", _always("tei/edition.xml")),
    ("se170", N_("Standard data model"), "se171", "se172", _always("edition.odd")),
    ("se180", N_("DOI"), "se181", "se186", "doi"),
    ("se188", N_("Interfaces"), "se190", "se192", _always("dts/index.json")),
    ("se194", N_("Open access"), "se195", "se196", "licence"),
    ("se197", N_("Data of each part"), "se198", "se199", _always("tei/edition.xml")),
    ("se200", N_("Download of all data"), "se201", "se202", _always("edition-data.zip")),
    ("se206", N_("Rights declared"), "se207", "se208", _each_text(
        lambda page: page.header.get("rights"))),
    ("te029", N_("Reuse of other software"), "te030", "te031", _packages),
    ("te065", N_("Dependencies installed with it"), "te066", "te067", _packages),
    ("te069", N_("Documentation"), "te070", "te071", _read_me),
    ("te111", N_("Support"), "te112", "te113", _kit("Project-URL", "(?<=Support, ).*")),
    ("te120", N_("Issue tracker"), "te121", "te122", _kit("Project-URL", "(?<=Issues, ).*")),
    ("te127", N_("Tests"), "te128", "te129", None),
    ("te158", N_("Programming interface"), "te159", "te160", _always("dts/index.json")),
    ("te161", N_("Open source code"), "te162", "te163", _kit("License-Expression", "^MIT$")),
    ("te164", N_("Licence"), "te168", "te177", _kit("License-Expression", "^MIT$")),
    ("te179", N_("Credits"), "te180", "te181", _kit("Author")),
    ("te182", N_("Registered"), "te183", "te184", _kit("Project-URL", "(?<=Repository, ).*")),
    ("te204", N_("Data entered by users"), "te205", "te206", None),
    ("te207", N_("Maintenance"), "te208", "te209", None),
    ("te210", N_("How to cite the tool"), "te211", "te212", None),
    ("te231", N_("Visualization"), "te232", "te233", ("chronology", "sources-map")),
    ("te237", N_("Accessibility"), "te238", "te239", None),
]  # fmt: skip


#: What is missing where a function found nothing, by the ids of questions or how they begin.
_LACKS = {
    "se001": N_("html_baseurl, edition_date and edition_people are not all set in conf.py"),
    "se004": N_("edition_people in conf.py has no list of people who each have roles"),
    "se037": N_("nobody in edition_people in conf.py has an institution"),
    "se066": N_("not each text has “text: full” in its header"),
    "se": N_("no text has it"),
    "te": N_("the metadata of the kit do not have it"),
}


def review(edition: Edition) -> list[Answer]:
    """Return the answer to every question."""
    answers = []
    for ident, title, yes, no, evidence in _QUESTIONS:
        found = _found(edition, ident, evidence)
        lack = "" if found else _lack(ident, evidence)
        answers.append(Answer(ident, title, yes if found else no, found, lack))
    return answers


def _found(edition: Edition, question: str, evidence: Evidence) -> str:
    if callable(evidence):
        return evidence(edition)
    if isinstance(evidence, str):
        return str(getattr(edition.facts, evidence))
    for page in edition.pages.values():
        answers = page.header.get("answers", "").split()
        if page.shows & {*evidence} if evidence else question in answers:
            return page.docname
    return ""


def _lack(question: str, evidence: Evidence) -> str:
    """Return what is missing for the evidence of a yes."""
    if evidence is None:
        return _("no page has “answers: {question}” in its header").format(question=question)
    if isinstance(evidence, str):
        return _("{setting} is not set in conf.py").format(setting=f"edition_{evidence}")
    if isinstance(evidence, tuple):
        return _("no page has the directive {name}").format(name=evidence[0])
    return _(_LACKS.get(question) or _LACKS[question[:2]])


def faults(edition: Edition) -> Iterator[Problem]:
    """Yield each answer that a page claims and that is not true, or not any more."""
    answers = {choice: q for q in _QUESTIONS for choice in q[2:4]}
    true = {answer.choice for answer in review(edition)}
    for page in edition.pages.values():
        line = edition.header_line(page, "claims")
        for claim in page.header.get("claims", "").split():
            if claim not in answers:
                message = f"claims has “{claim}”, which is no answer that can be checked: remove it"
                yield Problem("review", page.docname, line, message)
            elif claim not in true:
                title, word = answers[claim][1], "yes" if claim == answers[claim][2] else "no"
                message = f"“{title}: {word}” ({claim}) is claimed here, but is not so: "
                yield Problem("review", page.docname, line, f"{message}mend it, or remove {claim}")
