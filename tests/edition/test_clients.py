"""What reader views keep of this edition, and in which order a page is read without its styles."""

from __future__ import annotations

from lxml import html

from ..readers import check_records
from ..readerview import has_class, one_line, reader_view


def test_a_reader_view_keeps_every_passage_and_quotation_and_most_remarks(texts, browser):
    kept = total = 0
    for file in texts:
        text, parts = reader_view(browser, file)
        for kind in "passages", "numbers", "quotations":
            assert [part for part in parts[kind] if part not in text] == [], (file.name, kind)
        total += len(parts["remarks"])
        kept += sum(remark in text for remark in parts["remarks"])
        if file.parent.name == "essays":
            assert (len(parts["numbers"]), len(parts["quotations"])) == (48, 6)
            assert kept >= 0.9 * total > 0
    assert kept >= 0.9 * total > 150, f"{kept} of {total}"


def test_every_record_says_the_same_in_each_format(site):
    assert check_records(site) > 400


def test_without_styles_a_passage_reads_number_incipit_text_notes(texts):
    """The order of the source is the order of reading, and numbers, dots and brackets are text."""
    for passage in html.parse(texts[0]).xpath(f"//*[{has_class('passage')}]"):
        number, incipit = (
            one_line(passage.xpath(f".//*[{has_class(name)}]")[0]) for name in ("locus", "incipit")
        )
        text = one_line(passage)
        assert text.startswith(number)
        assert f"“{incipit} …”" in text[len(number) :], number  # words of the author, quoted
        lemmata = [one_line(term) for term in passage.xpath(f".//*[{has_class('notes')}]//dt")]
        assert all(lemma.endswith("]") for lemma in lemmata), number
        assert all(text.rindex(lemma) > text.index(incipit) for lemma in lemmata), number
