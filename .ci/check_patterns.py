"""Look for patterns with ambiguous repetition in the package, by analysis: regexploit knows what each part can match.

The tests look for them too, by trying texts. The analysis needs no suitable text, but it cannot parse every pattern.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # it imports the parser of `re` by its old name
    from regexploit.ast.sre import SreOpParser
    from regexploit.redos import find

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.patterns import collect


class Parser(SreOpParser):  # type: ignore[misc] # it has no types
    """A parser for possessive repeats and atomic groups, which Python has since 3.11 and which never backtrack."""

    def from_POSSESSIVE_REPEAT(self, argument: Any) -> Any:  # noqa: N802 - the name of what it parses
        """Treat it as a single match: the number of repeats never changes, so it is not ambiguous."""
        _, _, body = argument
        return self.sequence_or_singleton(body)

    def from_ATOMIC_GROUP(self, argument: Any) -> Any:  # noqa: N802 - the name of what it parses
        """Treat it like its content."""
        return self.sequence_or_singleton(argument)


def main(allowed: int) -> int:
    """Print every pattern that is exponential, or worse than cubic, and return 1 if there is one."""
    found = 0
    for use in collect():
        flags = use.pattern.flags
        source = use.pattern.pattern
        text = source if isinstance(source, str) else source.decode("latin-1")
        try:
            parsed = Parser().parse_sre(text, flags & ~32 if isinstance(source, str) else flags)
        except (AttributeError, NotImplementedError, RecursionError) as error:
            print(f"{use.module}: not understood ({error!r}): {text[:80]!r}")
            continue
        worst = max((redos.starriness for redos in find(parsed)), default=0)
        if worst > allowed:
            found += 1
            kind = "exponential" if worst > 10 else f"of degree {worst}"
            print(f"{use.module}: {kind}: {text!r}")
    print(f"{found} patterns are suspected")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2))
