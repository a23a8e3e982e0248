"""Simulated annealing of node positions and elbows on the grid, compiled.

Every state is octilinear by construction. Moves: one node (at random in a shrinking radius, or put at its wanted
distance from a neighbour in one of eight directions), one elbow, everything beyond a cut, everything behind a bridge
(re-hung, turned or mirrored). Costs change only around what moved, and an evaluation stops as soon as it exceeds what
the temperature would still accept.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lines.maps.grid import CELLS, ROUTE, set_route
from lines.maps.grid_cost import REACH, crossings_of, edge_cost, node_cost, pair_cost
from lines.maps.kernels import compiled

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

Problem = tuple[Whole, Real, Whole, Whole, Whole, Whole, Whole, Whole, Real, float]
"""edges (two nodes), figures (hops, weight), starts and around (edges of each node), turn_starts and turns (edge, edge,
weight, of each node), bridges (edge, fixed node, moving node), sides (a row of 0 and 1 per bridge), anchors (x, y), and
the price of a crossing."""

STEPS_X = np.array([1, 1, 0, -1, -1, -1, 0, 1])
STEPS_Y = np.array([0, 1, 1, 1, 0, -1, -1, -1])


@compiled
def uniform(state: Whole) -> float:
    """The next number in [0, 1) of a small generator of our own: the same on each thread and each machine."""
    state[0] = (state[0] * 1103515245 + 12345) & 0x7FFFFFFFFFFF
    return float(((state[0] >> 15) & 0xFFFFFFFF) / 4294967296.0)


@compiled
def total_cost(pos: Whole, routes: Whole, problem: Problem, anchor: float, limit: float) -> float:
    """The cost of a whole drawing, or anything above `limit` once that is sure to be exceeded."""
    edges, figures, starts, around, turn_starts, turns, _, _, anchors, crossing = problem
    cost = 0.0
    for edge in range(edges.shape[0]):
        cost += edge_cost(pos, edges, figures, routes, edge)
    for node in range(pos.shape[0]):
        cost += node_cost(edges, routes, starts, around, turn_starts, turns, node)
        cost += anchor * (abs(pos[node, 0] - anchors[node, 0]) + abs(pos[node, 1] - anchors[node, 1]))
    for e in range(edges.shape[0]):
        if cost > limit:
            return cost
        for f in range(e):
            cost += pair_cost(pos, edges, routes, e, f, crossing)
    return cost


@compiled
def local_cost(pos: Whole, routes: Whole, problem: Problem, anchor: float, node: int, edge: int, limit: float) -> float:
    """The part of the cost that changes when `node` moves, or `edge` flips (then `node` is -1)."""
    edges, figures, starts, around, turn_starts, turns, _, _, anchors, crossing = problem
    cost = 0.0
    first, last = (starts[node], starts[node + 1]) if node >= 0 else (0, 1)
    if node >= 0:
        cost += anchor * (abs(pos[node, 0] - anchors[node, 0]) + abs(pos[node, 1] - anchors[node, 1]))
        cost += node_cost(edges, routes, starts, around, turn_starts, turns, node)
    for i in range(first, last):
        own = around[i] if node >= 0 else edge
        cost += edge_cost(pos, edges, figures, routes, own)
        for k in range(2):
            if edges[own, k] != node:
                cost += node_cost(edges, routes, starts, around, turn_starts, turns, edges[own, k])
    for i in range(first, last):
        own = around[i] if node >= 0 else edge
        if cost > limit:
            return cost
        left, right = routes[own, 5] - REACH, routes[own, 7] + REACH
        top, bottom = routes[own, 6] - REACH, routes[own, 8] + REACH
        for other in range(edges.shape[0]):
            if routes[other, 5] > right or routes[other, 7] < left:
                continue
            if routes[other, 6] > bottom or routes[other, 8] < top:
                continue
            mine = node >= 0 and (edges[other, 0] == node or edges[other, 1] == node)
            if other != own and not (mine and other > own):
                cost += pair_cost(pos, edges, routes, own, other, crossing)
    return cost


@compiled
def propose_node(pos: Whole, problem: Problem, node: int, radius: int, random: Whole) -> tuple[int, int]:
    """A new place for one node."""
    edges, figures, starts, around = problem[0], problem[1], problem[2], problem[3]
    degree = starts[node + 1] - starts[node]
    if degree == 0 or uniform(random) < 0.56:
        dx = int(uniform(random) * (2 * radius + 1)) - radius
        dy = int(uniform(random) * (2 * radius + 1)) - radius
        return pos[node, 0] + dx, pos[node, 1] + dy
    edge = around[starts[node] + int(uniform(random) * degree)]
    other = edges[edge, 0] + edges[edge, 1] - node
    way = int(uniform(random) * 8)
    length = figures[edge, 0] * CELLS
    if way % 2 == 1:
        length = length / 1.4142135623730951
    steps = max(1, math.ceil(length - 0.01) + int(uniform(random) * 2))
    return pos[other, 0] + steps * STEPS_X[way], pos[other, 1] + steps * STEPS_Y[way]


@compiled
def shift_beyond_cut(pos: Whole, random: Whole) -> None:
    """Moves every node beyond a random cut by up to two cells along or across it."""
    axis = int(uniform(random) * 2)
    cut = pos[int(uniform(random) * pos.shape[0]), axis]
    along = axis if uniform(random) < 0.7 else 1 - axis
    step = int(uniform(random) * 2) + 1
    if uniform(random) < 0.5:
        step = -step
    for node in range(pos.shape[0]):
        if pos[node, axis] >= cut:
            pos[node, along] += step


@compiled
def rehang_behind_bridge(pos: Whole, problem: Problem, random: Whole) -> None:
    """Turns or mirrors what hangs behind a bridge, and hangs it in a direction of its own."""
    figures, bridges, sides = problem[1], problem[6], problem[7]
    bridge = int(uniform(random) * bridges.shape[0])
    edge, fixed, moving = bridges[bridge, 0], bridges[bridge, 1], bridges[bridge, 2]
    way = int(uniform(random) * 8)
    length = figures[edge, 0] * CELLS
    if way % 2 == 1:
        length = length / 1.4142135623730951
    steps = max(1, math.ceil(length - 0.01))
    swap, flip_x, flip_y = uniform(random) < 0.5, uniform(random) < 0.5, uniform(random) < 0.5
    rx, ry = pos[moving, 0], pos[moving, 1]
    keep_place = uniform(random) < 0.3
    hx = rx if keep_place else pos[fixed, 0] + steps * STEPS_X[way]
    hy = ry if keep_place else pos[fixed, 1] + steps * STEPS_Y[way]
    for node in range(pos.shape[0]):
        if sides[bridge, node] == 0:
            continue
        dx, dy = pos[node, 0] - rx, pos[node, 1] - ry
        if swap:
            dx, dy = dy, dx
        pos[node, 0] = hx + (-dx if flip_x else dx)
        pos[node, 1] = hy + (-dy if flip_y else dy)


@compiled
def grid_crossings(pos: Whole, bits: Whole, edges: Whole) -> int:
    """The number of pairs of edges that cross, or lie upon each other, in a drawing on the grid."""
    routes = np.zeros((edges.shape[0], ROUTE), dtype=np.int64)
    for edge in range(edges.shape[0]):
        set_route(pos, edges, bits, edge, routes)
    return crossings_of(pos, edges, routes)


@compiled
def anneal(
    pos: Whole, bits: Whole, problem: Problem, seed: int, moves: int, hot: float, cold: float, anchor: float
) -> float:
    """Improves `pos` and `bits` in place and returns the cost of what it leaves: the best state seen."""
    edges, _, starts, around = problem[0], problem[1], problem[2], problem[3]
    bridges = problem[6]
    count, many = pos.shape[0], edges.shape[0]
    random = np.array([seed * 7919 + 17])
    for _ in range(20):
        uniform(random)
    routes = np.zeros((many, ROUTE), dtype=np.int64)
    for edge in range(many):
        set_route(pos, edges, bits, edge, routes)
    cost = total_cost(pos, routes, problem, anchor, np.inf)
    best, best_pos, best_bits = cost, pos.copy(), bits.copy()
    old_pos, old_routes = pos.copy(), routes.copy()
    for move in range(moves):
        done = move / moves
        heat = hot * (cold / hot) ** done
        slack = -heat * math.log(uniform(random) + 1e-12)
        kind = uniform(random)
        if kind < 0.1:
            old_pos[:], old_routes[:] = pos, routes
            if bridges.shape[0] > 0 and kind < 0.05:
                rehang_behind_bridge(pos, problem, random)
            else:
                shift_beyond_cut(pos, random)
            for edge in range(many):
                set_route(pos, edges, bits, edge, routes)
            new = total_cost(pos, routes, problem, anchor, cost + slack)
            if new > cost + slack:
                pos[:], routes[:] = old_pos, old_routes
                continue
            cost = new
        elif kind < 0.28:
            edge = int(uniform(random) * many)
            if routes[edge, 2] == 0:
                continue
            old = local_cost(pos, routes, problem, anchor, -1, edge, np.inf)
            bits[edge] = 1 - bits[edge]
            set_route(pos, edges, bits, edge, routes)
            new = local_cost(pos, routes, problem, anchor, -1, edge, old + slack)
            if new > old + slack:
                bits[edge] = 1 - bits[edge]
                set_route(pos, edges, bits, edge, routes)
                continue
            cost += new - old
        else:
            node = int(uniform(random) * count)
            radius = max(1, int(4 * CELLS * (1.0 - done) ** 2))
            x, y = propose_node(pos, problem, node, radius, random)
            ox, oy = pos[node, 0], pos[node, 1]
            if x == ox and y == oy:
                continue
            old = local_cost(pos, routes, problem, anchor, node, -1, np.inf)
            pos[node, 0], pos[node, 1] = x, y
            for i in range(starts[node], starts[node + 1]):
                set_route(pos, edges, bits, around[i], routes)
            new = local_cost(pos, routes, problem, anchor, node, -1, old + slack)
            if new > old + slack:
                pos[node, 0], pos[node, 1] = ox, oy
                for i in range(starts[node], starts[node + 1]):
                    set_route(pos, edges, bits, around[i], routes)
                continue
            cost += new - old
        if cost < best - 1e-9:
            best = cost
            best_pos[:], best_bits[:] = pos, bits
    pos[:], bits[:] = best_pos, best_bits
    return best
