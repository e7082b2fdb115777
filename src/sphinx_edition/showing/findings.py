"""Say in sentences what comparisons have found: of one quotation, and of all that are compared."""

from collections.abc import Mapping, Sequence

from ..bibliography import Reference
from ..catalogs import N_, _, ngettext
from ..model import BASE
from ..words import dates
from ..words.names import series
from ..words.pairs import Pair
from ..words.tokens import unquoted
from ..words.verdicts import Verdict

_NUMBERS = (
    N_("no"), N_("one"), N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"),
    N_("eight"), N_("nine"), N_("ten"), N_("eleven"), N_("twelve"),
)  # fmt: skip
#: What a version is, by whether its translator or its place is known; for a label, and as a name
#: in a sentence.
_ORIGINS = {
    ("translation", "whose"): (N_("{whose}’s translation"),) * 2,
    ("translation", "where"): (N_("{where} translation"), N_("the {where} translation")),
    ("translation", ""): (N_("translation"), N_("the translation")),
    ("edition", "whose"): (N_("{whose}’s edition"),) * 2,
    ("edition", "where"): (N_("{where} edition"), N_("the {where} edition")),
    ("edition", ""): (N_("edition"), N_("the edition")),
}
SUBSTANTIAL = ("cut", "insertion", "substitution")  #: conventions that can change the sense
_OPENING = 14  #: how many words of a quotation a list shows


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _spelled(count: int) -> str:
    return _(_NUMBERS[count]) if count < len(_NUMBERS) else str(count)


def origin(reference: Reference | None, kind: str, key: str) -> tuple[str, str, str]:
    """Return what a version is, its year, and its name in a sentence.

    “Moscow translation”, “1969”, “the Moscow translation of 1969”. ``kind`` is *translation* or
    *edition*. What has neither a translator nor a year is called by the name under which it is
    cited, or else by its key.
    """
    work = reference or Reference(key)
    whose, where, year = series(work.translators), work.house[0], dates.year_label(work.date)
    if not (whose or where or year):
        return work.label or key, "", work.label or key
    forms = _ORIGINS[kind, "whose" if whose else "where" if where else ""]
    label, name = (_(form).format(whose=whose, where=where) for form in forms)
    return label, year, _("{version} of {year}").format(version=name, year=year) if year else name


def difference_sentence(verdict: Verdict, name: str) -> str:
    """Return how many differences there are from a version, and how many of them are of words."""
    count = len(verdict.variants)
    worded = sum(not variant.is_accidental for variant in verdict.variants)
    if not worded:
        sentence = ngettext(
            "One difference from {name}, in capitals or punctuation only.",
            "{count} differences from {name}, all in capitals or punctuation.", count,
        )  # fmt: skip
    elif worded == count:
        sentence = ngettext(
            "One difference from {name}, of words.",
            "{count} differences from {name}, all of words.", count,
        )  # fmt: skip
    else:
        sentence = _("{count} differences from {name}, {worded} of them of words.")
    numbers = {"count": _spelled(count), "worded": _spelled(worded)}
    return _capital(sentence.format(name=name, **numbers))


def exact_sentence(verdict: Verdict, name: str) -> str:
    """Return that words are those of a version, and what a reader has to see beside that."""
    kinds = [pair.kind for pair in verdict.pairs]
    cuts, insertions, substitutions = map(kinds.count, SUBSTANTIAL)
    uses = _counted({
        ngettext("one cut", "{count} cuts", cuts): cuts,
        ngettext("one insertion", "{count} insertions", insertions): insertions,
        ngettext("one substitution", "{count} substitutions", substitutions): substitutions,
    })  # fmt: skip
    if not uses:
        return _("Word for word as in {name}.").format(name=name)
    return _("Word for word as in {name}, with {uses}.").format(name=name, uses=uses)


def _counted(clauses: Mapping[str, int]) -> str:
    """Return in a row those clauses of which there are any, their numbers spelled."""
    return series(form.format(count=_spelled(n)) for form, n in clauses.items() if n)


def not_verified(verdict: Verdict, name: str) -> str:
    """Return why words could not be verified, which are those of a version by hearsay."""
    if verdict.evidence == "sense":
        return _("Not verified: only the sense of {name} was compared.").format(name=name)
    key = verdict.version.key if verdict.version else BASE
    name = name if key else _("the source")
    return _("Not verified: we found no copy of {name}.").format(name=name)


def convention_sentence(pair: Pair) -> str:
    """Return what a quoter did by convention."""
    ours, theirs = pair.quotation, " ".join(pair.source.split())
    sentences = {
        "cut": _("Left out at {ours}: “{theirs}”."),
        "insertion": _("Put in: {ours}."),
        "substitution": _("{ours} stands for “{theirs}”."),
        "capital": _("{ours} for “{theirs}”."),
        "quotation marks": _("Quotation marks: {ours} for {theirs}."),
        "emphasis": _("Emphasis left out: “{ours}”."),
    }
    if pair.kind == "emphasis":
        sentence = _("Emphasis added: “{ours}”.") if ours[:1] == "*" else sentences["emphasis"]
        return sentence.format(ours=ours.strip("*"))
    return sentences[pair.kind].format(ours=ours, theirs=theirs)


def findings_sentence(verdicts: Sequence[Verdict]) -> str:
    """Return how many quotations were compared, and with what result."""
    statuses = [verdict.status for verdict in verdicts]
    exact, variant, unverified, wrong = (
        statuses.count(status) for status in ("exact", "variant", "unverified", "wrong")
    )
    same = ngettext("one is word for word the same", "{count} are word for word the same", exact)
    unknown = ngettext("one could not be verified", "{count} could not be verified", unverified)
    results = _counted({
        same: exact, ngettext("one differs", "{count} differ", variant): variant,
        unknown: unverified, ngettext("one is wrong", "{count} are wrong", wrong): wrong,
    })  # fmt: skip
    if not results:
        return _("No quotations compared with their sources.")
    sentence = ngettext(
        "One quotation compared with its source: {results}.",
        "{count} quotations compared with their sources: {results}.", len(statuses),
    )  # fmt: skip
    return _capital(sentence.format(count=_spelled(len(statuses)), results=results))


def opening_words(text: str) -> str:
    """Return the first words of a quotation, and an ellipsis where more follow."""
    words = unquoted(text).split()
    return " ".join(words[:_OPENING]) + (" …" if len(words) > _OPENING else "")
