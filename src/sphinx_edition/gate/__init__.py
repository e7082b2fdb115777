"""Everything that can be wrong: in files, in texts, in the register of addresses, in a release."""
