"""Every table of the application, for migrations: importing this module fills the metadata."""

from __future__ import annotations

import lines.assessments.models
import lines.maps.models
import lines.network.models
import lines.routing.models  # noqa: F401 - imported for the tables they declare
from metro.kernel.db import Base

metadata = Base.metadata
