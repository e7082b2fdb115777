"""Compare words with words: quotations with sources, copies with passages, texts with head words.

Pure: no module here knows Sphinx or docutils.
"""
