// Arrow keys travel: from the station that has the focus along a track to the nearest one in that direction.

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
// Tracks run in eight directions and there are four keys: each key takes what lies within 67.5 degrees of it.
const NARROWEST = Math.cos((67.5 * Math.PI) / 180) - 1e-6;

const nameOf = (group) => group.querySelector(":scope > title")?.textContent ?? "";

function centre(group) {
  const box = (group.querySelector("ellipse, circle, polygon, rect, path") ?? group).getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

function readNetwork(drawing) {
  const stations = new Map([...drawing.querySelectorAll(".station")].map((group) => [nameOf(group), group]));
  const neighbours = new Map([...stations.keys()].map((id) => [id, new Set()]));
  for (const track of drawing.querySelectorAll(".edge")) {
    const [one, other] = nameOf(track).split("--");
    neighbours.get(one)?.add(other);
    neighbours.get(other)?.add(one);
  }
  return { stations, neighbours };
}

function next({ stations, neighbours }, group, [across, down]) {
  const [x, y] = centre(group);
  let best = null;
  for (const id of neighbours.get(nameOf(group)) ?? []) {
    const candidate = stations.get(id);
    if (!candidate) continue;
    const [toX, toY] = centre(candidate);
    const straight = ((toX - x) * across + (toY - y) * down) / (Math.hypot(toX - x, toY - y) || 1);
    if (straight >= NARROWEST && (!best || straight > best.straight)) best = { candidate, straight };
  }
  return best?.candidate;
}

function start(drawing) {
  const network = readNetwork(drawing);
  drawing.addEventListener("keydown", (event) => {
    const direction = DIRECTIONS[event.key];
    const group = event.target.querySelector?.(".station");
    if (!direction || !group) return;
    event.preventDefault();
    next(network, group, direction)?.closest("a")?.focus({ preventScroll: true, focusVisible: true });
  });
}

const drawing = document.querySelector("#map svg");
if (drawing) start(drawing);
