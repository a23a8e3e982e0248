"""`make translations`: bring the English catalogue up to date, and name what is still to be translated."""

import sys

from metro.translations import bring_up_to_date

missing = bring_up_to_date("en")
for sentence in missing:
    sys.stdout.write(f"{sentence}\n")
sys.exit(1 if missing else 0)
