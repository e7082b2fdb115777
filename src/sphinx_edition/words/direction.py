"""Tell which way the script of a language or of some words runs."""

import re
from unicodedata import bidirectional

#: Languages that run from right to left, and scripts, which a tag may name: ``az-Arab``, ``yi``.
_LANGUAGES = re.compile("ar|arc|ckb|dv|fa|glk|he|iw|ji|khw|ks|mzn|nqo|pnb|ps|sd|syr|ug|ur|yi")
_SCRIPTS = re.compile("adlm|arab|aran|hebr|mand|mend|nkoo|rohg|samr|syr[cejn]|thaa")


def is_right_to_left(tag: str) -> bool:
    """Tell whether a text in a language runs from right to left; its script decides, if named."""
    language, *rest = tag.casefold().replace("_", "-").split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    match = _SCRIPTS.fullmatch(script) if script else _LANGUAGES.fullmatch(language)
    return match is not None


def has_right_to_left(text: str) -> bool:
    """Tell whether some words have letters that run from right to left."""
    return any(bidirectional(sign) in ("R", "AL") for sign in text)
