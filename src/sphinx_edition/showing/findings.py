"""Say in sentences what comparisons have found: of one quotation, and of all that are compared."""

from collections.abc import Sequence

from ..model import BASE, Reference
from ..words.names import series
from ..words.pairs import Pair
from ..words.verdicts import Verdict

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
SUBSTANTIAL = ("cut", "insertion", "substitution")  #: conventions that can change the sense
_OPENING = 14  #: how many words of a quotation a list shows


def counted(count: int, noun: str) -> str:
    """Return a number with a noun: “five differences”."""
    return f"{_spelled(count)} {noun}{'s' * (count != 1)}"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _spelled(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def origin(reference: Reference | None, kind: str, key: str) -> tuple[str, str]:
    """Return what a version is and its year: “Moscow translation” or “Ada Holt’s translation”.

    ``kind`` is *translation* or *edition*. What has neither a translator nor a year is called by
    the name under which it is cited, or else by its key.
    """
    if reference is None or not any(reference.imprint):
        return (reference and reference.label) or key, ""
    translators, place, year = reference.imprint
    return f"{f'{translators}’s' if translators else place} {kind}".strip(), year


def difference_sentence(verdict: Verdict, name: str) -> str:
    """Return how many differences there are from a version, and how many of them are of words."""
    count = len(verdict.variants)
    worded = sum(not variant.is_accidental for variant in verdict.variants)
    if count == 1:
        kind = ", of words" if worded else ", in capitals or punctuation only"
    elif worded in (0, count):
        kind = ", all of words" if worded else ", all in capitals or punctuation"
    else:
        kind = f", {_spelled(worded)} of them of words"
    return _capital(f"{counted(count, 'difference')} from {name}{kind}.")


def exact_sentence(verdict: Verdict, name: str) -> str:
    """Return that words are those of a version, and what a reader has to see beside that."""
    kinds = [pair.kind for pair in verdict.pairs]
    found = [counted(kinds.count(kind), kind) for kind in SUBSTANTIAL if kind in kinds]
    return f"Word for word as in {name}{', with ' * bool(found)}{series(found)}."


def not_verified(verdict: Verdict, name: str) -> str:
    """Return why words could not be verified, which are those of a version by hearsay."""
    if verdict.evidence == "sense":
        return f"Not verified: only the sense of {name} was compared."
    key = verdict.version.key if verdict.version else BASE
    return f"Not verified: we found no copy of {name if key else 'the source'}."


def convention_sentence(pair: Pair) -> str:
    """Return what a quoter did by convention."""
    ours, theirs = pair.quotation, " ".join(pair.source.split())
    sentences = {
        "cut": f"Left out at {ours}: “{theirs}”.",
        "insertion": f"Put in: {ours}.",
        "substitution": f"{ours} stands for “{theirs}”.",
        "capital": f"{ours} for “{theirs}”.",
        "quotation marks": f"Quotation marks: {ours} for {theirs}.",
        "emphasis": f"Emphasis {'added' if ours[:1] == '*' else 'left out'}: “{ours.strip('*')}”.",
    }
    return sentences[pair.kind]


def findings_sentence(verdicts: Sequence[Verdict]) -> str:
    """Return how many quotations were compared, and with what result."""
    statuses = [verdict.status for verdict in verdicts]
    clauses = {
        "exact": ("is word for word the same", "are word for word the same"),
        "variant": ("differs", "differ"), "unverified": ("could not be verified",) * 2,
        "wrong": ("is wrong", "are wrong"),
    }  # fmt: skip
    found = [
        f"{_spelled(count)} {clause[count != 1]}"
        for status, clause in clauses.items() if (count := statuses.count(status))
    ]  # fmt: skip
    sources = "their sources" if len(statuses) != 1 else "its source"
    opening = f"{counted(len(statuses), 'quotation')} compared with {sources}"
    return _capital(opening + (": " if found else "") + series(found) + ".")


def opening_words(text: str) -> str:
    """Return the first words of a quotation, and an ellipsis where more follow."""
    words = text.strip("“”\"' ").split()
    return " ".join(words[:_OPENING]) + (" …" if len(words) > _OPENING else "")
