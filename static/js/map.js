// The map as a thing to move through. The scroller pans by itself (finger, wheel, arrow keys); this adds zoom, a first
// view in which names can be read, and the way to what an address or a search names.

import { showCards } from "./map-card.js";
import { listen } from "./map-gestures.js";
import { waitForMap } from "./map-progress.js";

const READABLE_PX = 10;
const LARGEST_PX = 44;
const EDGE_PX = 56;
const PLACES = 24;
const MANY_NAMES = 150;
// Names smaller than this cannot be read: first those of ordinary stations go, then all of them.
const FAR_PX = 6;
const FARTHEST_PX = 3.5;

class MapView {
  constructor(view, drawing) {
    this.view = view;
    this.drawing = drawing;
    const box = drawing.viewBox.baseVal;
    this.width = box.width;
    this.height = box.height;
    const sizes = [...drawing.querySelectorAll(".label text")].map((text) => Number(text.getAttribute("font-size")));
    this.fontSize = sizes.length ? Math.min(...sizes) : 14;
    this.scale = 1;
    this.asked = null;
    this.canvas = document.createElement("div");
    this.canvas.className = "map-canvas";
    drawing.replaceWith(this.canvas);
    this.canvas.append(drawing);
    drawing.style.width = `${this.width}px`;
    drawing.style.height = `${this.height}px`;
    view.classList.add("live");
  }

  get fitting() {
    return Math.min(this.view.clientWidth / this.width, this.view.clientHeight / this.height);
  }

  get largest() {
    return Math.max(LARGEST_PX / this.fontSize, this.fitting);
  }

  // Zoom to `scale`, keeping the point at (x, y) of the view where it is. Everything is read before anything is set, and
  // the drawing is only transformed: laying out all its names anew takes too long for a finger that moves.
  zoomTo(scale, x = this.view.clientWidth / 2, y = this.view.clientHeight / 2) {
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = this.view;
    const margin = (room, size) => Math.max(0, (room - size) / 2);
    const across = (scrollLeft + x - margin(clientWidth, this.width * this.scale)) / this.scale;
    const down = (scrollTop + y - margin(clientHeight, this.height * this.scale)) / this.scale;
    this.scale = Math.min(this.largest, Math.max(this.fitting, scale));
    const width = this.width * this.scale;
    const height = this.height * this.scale;
    const namePx = this.fontSize * this.scale;
    this.drawing.classList.toggle("far", namePx < FAR_PX);
    this.drawing.classList.toggle("farthest", namePx < FARTHEST_PX);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.drawing.style.transform = `scale(${this.scale})`;
    this.view.scrollLeft = margin(clientWidth, width) + across * this.scale - x;
    this.view.scrollTop = margin(clientHeight, height) + down * this.scale - y;
  }

  zoomBy(factor) {
    this.zoomTo(this.scale * factor);
  }

  // Many small turns of a wheel or moves of two fingers become one zoom a frame.
  zoomSoon(factor, x, y) {
    if (this.asked) {
      this.asked.factor *= factor;
      Object.assign(this.asked, { x, y });
      return;
    }
    this.asked = { factor, x, y };
    requestAnimationFrame(() => {
      const asked = this.asked;
      this.asked = null;
      this.zoomTo(this.scale * asked.factor, asked.x, asked.y);
    });
  }

  // Show the elements, as large as fits, but never smaller than can be read.
  show(elements) {
    this.zoomTo(this.fitting);
    const boxes = elements.map((element) => element.getBoundingClientRect());
    const left = Math.min(...boxes.map((box) => box.left));
    const right = Math.max(...boxes.map((box) => box.right));
    const top = Math.min(...boxes.map((box) => box.top));
    const bottom = Math.max(...boxes.map((box) => box.bottom));
    const room = Math.min(
      (this.view.clientWidth - EDGE_PX) / (right - left),
      (this.view.clientHeight - EDGE_PX) / (bottom - top),
    );
    const readable = READABLE_PX / this.fontSize;
    const frame = this.view.getBoundingClientRect();
    const x = (left + right) / 2 - frame.left;
    const y = (top + bottom) / 2 - frame.top;
    this.zoomTo(Math.max(readable, Math.min(this.fitting * room, readable * 1.5)), x, y);
    this.view.scrollLeft += x - this.view.clientWidth / 2;
    this.view.scrollTop += y - this.view.clientHeight / 2;
  }

  // Scroll to where the most names stand whole and the fewest are cut, with the element `kept` in view. Reading begins
  // at the left and the top, so a name that lost its beginning is worse than one that runs on.
  settle(kept) {
    const frame = this.view.getBoundingClientRect();
    const boxOf = (element) => {
      const box = element.getBoundingClientRect();
      const left = box.left - frame.left + this.view.scrollLeft;
      const top = box.top - frame.top + this.view.scrollTop;
      return { left, top, right: left + box.width, bottom: top + box.height, weight: element === kept ? 1000 : 1 };
    };
    const names = [...this.drawing.querySelectorAll(".label text, .badge"), ...(kept ? [kept] : [])].map(boxOf);
    const { clientWidth: width, clientHeight: height, scrollWidth, scrollHeight } = this.view;
    const worth = (x, y) => {
      let sum = 0;
      for (const name of names) {
        if (name.left >= x + width || name.right <= x || name.top >= y + height || name.bottom <= y) continue;
        const isWhole = name.left >= x && name.right <= x + width && name.top >= y && name.bottom <= y + height;
        const isBegun = name.left >= x && name.top >= y;
        sum += isWhole ? name.weight : isBegun ? -1 : -8;
      }
      return sum;
    };
    let best = { sum: -Infinity };
    const places = names.length > MANY_NAMES ? PLACES / 2 : PLACES;
    for (let across = 0; across <= places; across += 1) {
      for (let down = 0; down <= places; down += 1) {
        const x = ((scrollWidth - width) * across) / places;
        const y = ((scrollHeight - height) * down) / places;
        const sum = worth(x, y);
        if (sum > best.sum) best = { sum, x, y };
      }
    }
    this.view.scrollTo({ left: best.x, top: best.y, behavior: "instant" });
  }

  // Bring a station that got the focus well inside the view.
  reveal(element) {
    const box = element.getBoundingClientRect();
    const frame = this.view.getBoundingClientRect();
    const past = (low, high, from, to) => Math.min(0, low - from - EDGE_PX) + Math.max(0, high - to + EDGE_PX);
    this.view.scrollLeft += past(box.left, box.right, frame.left, frame.right);
    this.view.scrollTop += past(box.top, box.bottom, frame.top, frame.bottom);
  }
}

function inAddress(drawing) {
  const wanted = location.hash.startsWith("#station-") && document.getElementById(location.hash.slice(1));
  return wanted && drawing.contains(wanted) ? wanted : null;
}

function show(map, station) {
  map.show([station]);
  station.closest("a")?.focus({ preventScroll: true });
}

function firstView(map, drawing) {
  const lit = [...drawing.querySelectorAll(".node.lit")];
  const found = [...drawing.querySelectorAll(".node.found")];
  const here = drawing.querySelector(".flag.here");
  const named = inAddress(drawing);
  if (named) return show(map, named);
  if (lit.length) map.show([...lit, ...drawing.querySelectorAll(".flag")]);
  else if (found.length) map.show(found);
  else map.show([drawing]);
  if (!lit.length && !found.length) map.settle(here);
  else if (here && !found.length) map.reveal(here);
}

function start(view, drawing) {
  const map = new MapView(view, drawing);
  firstView(map, drawing);
  listen(map);
  showCards(map);
  new ResizeObserver(() => map.zoomTo(map.scale)).observe(view);
  window.addEventListener("hashchange", () => inAddress(drawing) && show(map, inAddress(drawing)));
  document.addEventListener("map:found", () => {
    const found = [...drawing.querySelectorAll(".station.found")];
    if (found.length) map.show(found);
  });
}

const view = document.getElementById("map");
const drawing = view?.querySelector("svg");
if (drawing) start(view, drawing);
waitForMap();
