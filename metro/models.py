"""Every table of the application, for migrations: importing this module fills the metadata."""
# ruff: noqa: F401 - imported for the tables they declare

from __future__ import annotations

import academies.companies.models
import academies.franchise.models
import academies.impact.models
import academies.members.models
import academies.tenants.models
import lines.assessments.models
import lines.journeys.models
import lines.maps.models
import lines.network.models
import lines.routing.models
import lines.search.models
import lines.skills.models
import lines.studio.line_models
import lines.studio.models
import metro.accounts.models
import metro.kernel.audit
import metro.kernel.files
from metro.kernel.tables import Base

metadata = Base.metadata
