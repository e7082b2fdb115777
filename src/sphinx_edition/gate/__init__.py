"""Everything that can be wrong: files, texts, the register of addresses, a release."""
