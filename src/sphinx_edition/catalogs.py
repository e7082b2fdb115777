"""The language of the interface: every sentence that readers see passes through ``_``.

Rule: the English sentence stands where it is used, whole, with named places for what varies, and is
the key of its translation in ``locale/de.po``. An edition may have its own ``locale/de.po`` beside
``conf.py``, which comes first. Catalogs are read as they are when a build starts, so nothing is
compiled. What has no translation is shown in English; messages for editors always are.
"""

from collections.abc import Iterable
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from zlib import crc32

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).with_name("locale")


class _Interface:
    """The language of this build, and its sentences."""

    language = "en"
    sentences = NullTranslations()


def use(language: str, folders: Iterable[Path] = ()) -> str:
    """Take the sentences of a language from the catalogs in some folders, then from the kit's.

    Return a digest of what was read. ``de-AT`` takes what it lacks from ``de``.
    """
    tag = language.replace("-", "_")
    names = dict.fromkeys((tag, tag.partition("_")[0]))
    files = [Path(folder, f"{name}.po") for folder in (*folders, FOLDER) for name in names]
    digest, sentences = 0, NullTranslations()
    for path in reversed([path for path in files if path.is_file()]):
        digest = crc32(path.read_bytes(), digest)
        binary = BytesIO()
        with path.open("rb") as file:
            write_mo(binary, read_po(file))
        binary.seek(0)
        first = GNUTranslations(binary)
        first.add_fallback(sentences)
        sentences = first
    _Interface.language, _Interface.sentences = language, sentences
    return f"{digest:08x}"


def _(sentence: str) -> str:
    """Return a sentence in the language of the interface."""
    return _Interface.sentences.gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """Return a sentence in the form for a number: ``one`` in English if that is 1."""
    return _Interface.sentences.ngettext(one, many, count)


def N_(sentence: str) -> str:  # noqa: N802  (the name that gettext's tools look for)
    """Return a sentence as it is; it stands in a table, and is translated when it is shown."""
    return sentence


def locale() -> Locale:
    """Return what Babel knows of the language: names of months and languages."""
    return Locale.parse(_Interface.language.partition("@")[0].replace("-", "_"))


def quoted(words: str, stop: str = "") -> str:
    """Return words in the quotation marks of the language; a stop is inside these or after."""
    sentence = _("“{words}{stop}”") if stop else _("“{words}”")
    return sentence.format(words=words, stop=stop)


def colon() -> str:
    """Return a colon and the space after it, and in some languages before it, too."""
    return _("{words}: {sentence}").format(words="", sentence="")
