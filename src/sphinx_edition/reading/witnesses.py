"""Say once, in the head of a text, where the wording of each version was read.

Rule: what is so of most passages stands in the head. A passage says only what differs from that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from docutils import nodes

from ..catalogs import N_, _
from ..model import BASE, RENDERING
from ..nodes import passage_version, witness
from ..words.witnesses import in_words

_SENTENCES = {
    "print": N_("Wording read in print: {copy}."),
    "facsimile": N_("Wording read in a facsimile: {copy}."),
    "transcription": N_("Wording read in a transcription, not in print: {copy}."),
    "sense": N_("Only the sense was compared: {copy}."),
    "secondhand": N_("Not verified: these are the words of the text that quotes it."),
}


def evidence_sentence(evidence: str, copy: str) -> Iterator[nodes.Node]:
    """Yield the sentence that says how a wording is known, its addresses as links."""
    sentence = _(_SENTENCES[evidence]) if evidence in _SENTENCES else ""
    before, place, after = sentence.partition("{copy}")
    yield nodes.Text(before)
    for words, address in in_words(copy) if place else ():
        yield nodes.reference("", words, refuri=address) if address else nodes.Text(words)
    yield nodes.Text(after)


def state_evidence(document: nodes.document) -> Iterator[list[nodes.Node]]:
    """Yield for the head whose words each version has, and how they are known in most passages.

    A ``witness`` gets the sentence that its passage needs besides, or that must stand beside words.
    """
    by_key: dict[str, list[passage_version]] = defaultdict(list)
    for node in document.findall(passage_version):
        if node["key"] not in (BASE, RENDERING):
            by_key[node["key"]].append(node)
    for versions in by_key.values():
        known = [(node["evidence"], node["copy"]) for node in versions]
        ((usual, _count),) = Counter(known).most_common(1)
        line = next(versions[0].findall(witness))
        names = [name.deepcopy() for name in line if not isinstance(name, nodes.target)]
        for name in names:
            if isinstance(name, nodes.Element):
                name["ids"] = []  # the head is no place that cites
        yield [*names, nodes.Text(". "), *evidence_sentence(*usual)]
        for node, evidence in zip(versions, known, strict=True):
            if evidence != usual or evidence[0] == "secondhand":  # which nobody may overlook
                line = next(node.findall(witness))
                line += [nodes.Text(". "), *evidence_sentence(*evidence)]
