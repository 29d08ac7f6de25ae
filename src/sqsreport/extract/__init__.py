"""How the letters word things: counts, months, days, themes and the figures of the Context.

Both the rules, which hold the prose against the data, and the reading of letters, which
makes the data from the prose, take the letters' English from here. The wordings are those
of the letters that were seen, with room for the drift that siblings of the SQS show.
"""

from __future__ import annotations

import re
from typing import Final

#: A sentence ends here: not within "41.0" or "St. Helens".
SENTENCE_END: Final = re.compile(r"(?<!\bSt)[.!?](?=\s+[A-Z]|\s*$)")
