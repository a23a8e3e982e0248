"""Linear and integer programs by HiGHS; the only module that knows the solver (pinned below 1.15).

Bounds do not lean on the solver's tolerances: any row multipliers of the right sign give a valid lower bound
(Lagrange), so the bound is worked out anew from the duals that HiGHS hands back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import highspy  # type: ignore[import-untyped]  # publishes no types

INFINITY = float("inf")
ROUNDING = 1e-6
"""How far a bound may stand above a whole number and still be rounded down to it."""
ABSOLUTE_GAP = 0.999
"""Just under one cost step: costs are whole numbers, so a smaller gap is a proof."""
SHORTEST_SECONDS = 0.001
OPTIONS: dict[str, bool | int | float] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": ABSOLUTE_GAP,
    "mip_heuristic_run_feasibility_jump": False,  # 5 ms a call, and there is an incumbent already
}


@dataclass(frozen=True, slots=True)
class Row:
    """lower <= sum of values times columns <= upper."""

    lower: float
    upper: float
    columns: Sequence[int]
    values: Sequence[float]


@dataclass(slots=True)
class Program:
    """Minimise costs times columns, each column between its bounds, subject to rows; the first `integers` whole."""

    costs: list[float]
    lower: list[float]
    upper: list[float]
    integers: list[bool]
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Relaxed:
    """An LP solution with a safe lower bound and the reduced costs that belong to that bound."""

    values: NDArray[np.float64]
    reduced_costs: NDArray[np.float64]
    bound: float


@dataclass(frozen=True, slots=True)
class Whole:
    """What an integer solve knows: `values` None when it found nothing; infeasible when the bound is infinite."""

    values: NDArray[np.float64] | None
    bound: float


class Relaxation:
    """The LP relaxation of a program that may get more rows: each solve goes on from where the last one ended."""

    def __init__(self, program: Program, seconds: float) -> None:
        self._program = program
        self._matrix = _matrix(program.rows)
        self._solver = _loaded(program, self._matrix, seconds, whole=[])
        self._solver.setOptionValue("presolve", "off")  # a quarter of the time of programs this small

    def solved(self, seconds: float) -> Relaxed | None:
        """An optimum; an infinite bound when infeasible; None when time is up before a bound is known."""
        solver, known = self._solver, len(self._matrix.lower)
        if len(self._program.rows) > known:
            new = _matrix(self._program.rows[known:])
            self._matrix = self._matrix.followed_by(new)
            solver.addRows(
                len(new.lower), new.lower, new.upper, len(new.columns), new.starts[:-1], new.columns, new.values
            )
        # HiGHS counts the time of all runs of one instance.
        solver.setOptionValue("time_limit", solver.getRunTime() + max(seconds, SHORTEST_SECONDS))
        solver.run()
        if _is_infeasible(solver):
            return Relaxed(np.empty(0), np.empty(0), INFINITY)
        solution = solver.getSolution()
        if not solution.value_valid or not solution.dual_valid:
            return None
        values, duals = np.asarray(solution.col_value), np.asarray(solution.row_dual)
        return _safe(self._program, self._matrix, values, duals)


def solve_whole(program: Program, seconds: float) -> Whole:
    """The integer program to an absolute gap just under one cost step, in one thread, or as far as time allows."""
    import highspy

    solver = _loaded(program, _matrix(program.rows), seconds, whole=program.integers)
    solver.run()
    if _is_infeasible(solver):
        return Whole(None, INFINITY)
    info = solver.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.asarray(solver.getSolution().col_value) if found else None
    return Whole(values, float(info.mip_dual_bound) if info.mip_node_count >= 0 else -INFINITY)


def _is_infeasible(solver: highspy.Highs) -> bool:
    """Costs and columns are bounded, so "unbounded or infeasible" can only mean infeasible."""
    import highspy

    infeasible = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
    return solver.getModelStatus() in infeasible


def _loaded(program: Program, matrix: _Matrix, seconds: float, whole: Sequence[bool]) -> highspy.Highs:
    import highspy

    solver = highspy.Highs()
    for option, value in OPTIONS.items():
        solver.setOptionValue(option, value)
    solver.setOptionValue("time_limit", max(seconds, SHORTEST_SECONDS))
    lp = highspy.HighsLp()
    lp.num_col_ = len(program.costs)
    lp.num_row_ = len(matrix.lower)
    lp.col_cost_ = np.asarray(program.costs, dtype=np.float64)
    lp.col_lower_ = np.asarray(program.lower, dtype=np.float64)
    lp.col_upper_ = np.asarray(program.upper, dtype=np.float64)
    lp.row_lower_, lp.row_upper_ = matrix.lower, matrix.upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = matrix.starts
    lp.a_matrix_.index_ = matrix.columns
    lp.a_matrix_.value_ = matrix.values
    if whole:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[is_whole] for is_whole in whole]
    solver.passModel(lp)
    return solver


@dataclass(frozen=True, slots=True)
class _Matrix:
    """Rows as arrays: entry n of row r stands at starts[r] + n; `lower` and `upper` are by row."""

    starts: NDArray[np.int32]
    columns: NDArray[np.int32]
    values: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]

    def followed_by(self, other: _Matrix) -> _Matrix:
        return _Matrix(
            np.concatenate([self.starts, other.starts[1:] + self.starts[-1]]),
            np.concatenate([self.columns, other.columns]),
            np.concatenate([self.values, other.values]),
            np.concatenate([self.lower, other.lower]),
            np.concatenate([self.upper, other.upper]),
        )


def _matrix(rows: Sequence[Row]) -> _Matrix:
    starts = np.zeros(len(rows) + 1, dtype=np.int32)
    np.cumsum([len(row.columns) for row in rows], out=starts[1:])
    columns = np.fromiter(chain.from_iterable(row.columns for row in rows), dtype=np.int32, count=starts[-1])
    values = np.fromiter(chain.from_iterable(row.values for row in rows), dtype=np.float64, count=starts[-1])
    return _Matrix(
        starts, columns, values, np.asarray([row.lower for row in rows]), np.asarray([row.upper for row in rows])
    )


def _safe(program: Program, matrix: _Matrix, values: NDArray[np.float64], duals: NDArray[np.float64]) -> Relaxed:
    """The Lagrangian bound of the duals: valid whatever their accuracy, because every column is bounded."""
    lower, upper = np.asarray(program.lower), np.asarray(program.upper)
    side = np.where(duals > 0, matrix.lower, matrix.upper)
    usable = np.isfinite(side) & (duals != 0)
    duals, side = np.where(usable, duals, 0.0), np.where(usable, side, 0.0)
    spread = np.repeat(duals, np.diff(matrix.starts)) * matrix.values
    carried = np.bincount(matrix.columns, weights=spread, minlength=len(program.costs))
    reduced: NDArray[np.float64] = np.asarray(program.costs) - carried
    corner = np.where(reduced > 0, lower, upper)
    return Relaxed(values, reduced, float(duals @ side + reduced @ corner))
