"""Compare words with words: quotations with sources, copies with passages, texts with head words.

Every module here is pure: text and records in, records and numbers out, and neither Sphinx nor
docutils is imported.
"""
