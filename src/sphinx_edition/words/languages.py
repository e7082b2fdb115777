"""Language tags: ``de``, ``en-GB``, ``sr-Latn``, by BCP 47 and the registry of its subtags."""

import re
from functools import cache

from babel import Locale
from langcodes import tag_is_valid

from ..catalogs import locale

#: The registry has more (``x-…``, ``i-klingon``), which fonts and programs do not know.
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def interface_tag(language: str) -> str:
    """Return the tag of a language as Sphinx names it: ``pt-BR`` for ``pt_BR``."""
    return language.partition("@")[0].replace("_", "-")


@cache
def is_language(tag: str) -> bool:
    """Tell whether a tag is well formed and its parts are registered."""
    return bool(_TAG.fullmatch(tag)) and tag_is_valid(tag)


def language_fault(tag: str) -> str:
    """Return what is wrong with a tag, and what to write; nothing if it is right."""
    if is_language(tag):
        return ""
    names = {name.casefold(): code for code, name in Locale("en").languages.items()}
    hint = names.get(tag.casefold(), tag.replace("_", "-"))
    hint = hint if is_language(hint) else "a tag such as de or en-GB"
    return f"“{tag}” is no language: write {hint}"


def language_name(tag: str) -> str:
    """Return the name of a language in the language of the interface: “German” for ``de``."""
    names: dict[str, str] = dict(locale().languages)
    return names.get(tag.partition("-")[0], tag)
