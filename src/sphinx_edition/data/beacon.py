"""The persons and places of the edition that have a GND, as a BEACON file for portals to read.

Each line is a number of the GND and the address of the entry here. Without a public address there
is no file. The form is https://gbv.github.io/beaconspec/beacon.html.
"""

from .publication import Publication

NAME = "beacon.txt"


def files(publication: Publication) -> dict[str, str]:
    """Return the file by its path; none if the edition has no address, or no number."""
    facts = publication.edition.facts
    lines = sorted(
        f"{number}||{publication.place_url(word.docname, word.anchor)}"
        for page in publication.edition.pages.values() for word in page.head_words
        for register, number in word.authorities if register == "GND"
    )  # fmt: skip
    if not (publication.base and lines):
        return {}
    head = {
        "FORMAT": "BEACON", "PREFIX": "http://d-nb.info/gnd/", "NAME": facts.title,
        "FEED": publication.url(NAME), "TIMESTAMP": facts.date,
    }  # fmt: skip
    fields = [f"#{name}: {value}" for name, value in head.items() if value]
    return {NAME: "\n".join([*fields, "", *lines, ""])}
