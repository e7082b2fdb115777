"""The entry of the command ``sphinx-edition``: it ends quietly while all else is still imported."""

import sys


def main() -> int:
    """Run the command; return its exit status."""
    try:
        from .cli import main as run

        return run()
    except KeyboardInterrupt:  # before the command itself could catch it
        print("\nInterrupted.", file=sys.stderr)
        return 130
