"""A small linear program, built row by row and solved by HiGHS: a cost minimised over bounded variables."""

from __future__ import annotations

from collections.abc import Mapping

import highspy  # type: ignore[import-untyped]  # it ships no types
import numpy as np
from numpy.typing import NDArray

from metro.kernel.errors import AppError
from metro.kernel.i18n import gettext as _

Real = NDArray[np.float64]
INFINITY = highspy.kHighsInf
SECONDS = 30.0


class Unsolvable(AppError):
    """The drawing could not be tightened: no network that can be drawn leads here, so it is told as it is."""

    code = "map_unsolvable"
    status = 422


class LinearProgram:
    """Collects variables and rows; `solve` gives the value of each variable."""

    def __init__(self) -> None:
        self._costs: list[float] = []
        self._least: list[float] = []
        self._lower: list[float] = []
        self._upper: list[float] = []
        self._starts: list[int] = [0]
        self._columns: list[int] = []
        self._values: list[float] = []

    def variables(self, count: int, cost: float = 0.0, least: float = -INFINITY) -> int:
        """Adds `count` variables that are at least `least`; returns the number of the first."""
        first = len(self._costs)
        self._costs += [cost] * count
        self._least += [least] * count
        return first

    def charge(self, terms: Mapping[int, float], factor: float) -> None:
        """Adds `factor` times the linear expression `terms` to the cost."""
        for column, value in terms.items():
            self._costs[column] += factor * value

    def row(self, terms: Mapping[int, float], lower: float, upper: float = INFINITY) -> None:
        """Demands `lower <= terms <= upper`."""
        self._columns += terms.keys()
        self._values += terms.values()
        self._starts.append(len(self._columns))
        self._lower.append(lower)
        self._upper.append(upper)

    def solve(self) -> Real:
        """The optimal values. Raises `Unsolvable` when there are none within the time limit."""
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._costs), len(self._lower)
        model.col_cost_ = np.array(self._costs)
        model.col_lower_ = np.array(self._least)
        model.col_upper_ = np.full(len(self._costs), INFINITY)
        model.row_lower_, model.row_upper_ = np.array(self._lower), np.array(self._upper)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(self._starts)
        model.a_matrix_.index_ = np.array(self._columns)
        model.a_matrix_.value_ = np.array(self._values)
        solver = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("time_limit", SECONDS)):
            solver.setOptionValue(option, value)
        solver.passModel(model)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise Unsolvable(_("Deze kaart laat zich niet strak tekenen. Meld het aan de beheerder."))
        return np.array(solver.getSolution().col_value)
