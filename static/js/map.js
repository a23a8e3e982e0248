// The map as a thing to move through. The scroller pans by itself (finger, wheel, arrow keys); this adds zoom by
// buttons, keys, wheel and pinch, panning with the mouse, and a first view in which names can be read.

const READABLE_PX = 10;
const LARGEST_PX = 44;
const KEY_STEP = 1.4;
const EDGE_PX = 56;
const DRAG_PX = 4;
const HINT_MS = 1600;
const PLACES = 24;

class MapView {
  constructor(view, drawing) {
    this.view = view;
    this.drawing = drawing;
    const box = drawing.viewBox.baseVal;
    this.width = box.width;
    this.height = box.height;
    const sizes = [...drawing.querySelectorAll(".label text")].map((text) => parseFloat(getComputedStyle(text).fontSize));
    this.fontSize = sizes.length ? Math.min(...sizes) : 14;
    this.scale = 1;
    view.classList.add("live");
  }

  get fitting() {
    return Math.min(this.view.clientWidth / this.width, this.view.clientHeight / this.height);
  }

  get largest() {
    return Math.max(LARGEST_PX / this.fontSize, this.fitting);
  }

  // Zoom to `scale`, keeping the point at (x, y) of the view where it is.
  zoomTo(scale, x = this.view.clientWidth / 2, y = this.view.clientHeight / 2) {
    const before = this.drawing.getBoundingClientRect();
    const frame = this.view.getBoundingClientRect();
    const across = (frame.left + x - before.left) / before.width;
    const down = (frame.top + y - before.top) / before.height;
    this.scale = Math.min(this.largest, Math.max(this.fitting, scale));
    this.drawing.style.width = `${this.width * this.scale}px`;
    this.drawing.style.height = `${this.height * this.scale}px`;
    const after = this.drawing.getBoundingClientRect();
    this.view.scrollLeft += after.left + across * after.width - frame.left - x;
    this.view.scrollTop += after.top + down * after.height - frame.top - y;
  }

  zoomBy(factor, x, y) {
    this.zoomTo(this.scale * factor, x, y);
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
    for (let across = 0; across <= PLACES; across += 1) {
      for (let down = 0; down <= PLACES; down += 1) {
        const x = ((scrollWidth - width) * across) / PLACES;
        const y = ((scrollHeight - height) * down) / PLACES;
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

function listenToKeys(map) {
  const keys = { "+": KEY_STEP, "=": KEY_STEP, "-": 1 / KEY_STEP, _: 1 / KEY_STEP };
  map.view.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "0") map.zoomTo(map.fitting);
    else if (keys[event.key]) map.zoomBy(keys[event.key]);
    else return;
    event.preventDefault();
  });
  map.view.addEventListener("focusin", (event) => {
    const station = event.target.querySelector(".station");
    if (station && event.target.matches(":focus-visible")) map.reveal(station);
  });
}

// Where the page itself has nowhere to scroll, the wheel is the map's; else the page keeps it, and a hint says how.
function listenToWheel(map) {
  const page = document.documentElement;
  const hint = map.view.parentElement.querySelector("[data-wheel-hint]");
  let fading;
  const say = () => {
    hint.hidden = false;
    clearTimeout(fading);
    fading = setTimeout(() => (hint.hidden = true), HINT_MS);
  };
  map.view.addEventListener(
    "wheel",
    (event) => {
      const isOurs = event.ctrlKey || map.view.matches(":focus-within") || page.scrollHeight <= page.clientHeight;
      if (!isOurs && Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
      event.preventDefault();
      const turned = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
      if (!isOurs) {
        say();
        window.scrollBy({ top: turned, behavior: "instant" });
        return;
      }
      const frame = map.view.getBoundingClientRect();
      map.zoomBy(Math.exp(-turned / 300), event.clientX - frame.left, event.clientY - frame.top);
    },
    { passive: false },
  );
}

function listenToMouse(map) {
  let start = null;
  let dragged = false;
  map.view.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    start = { x: event.clientX, y: event.clientY, left: map.view.scrollLeft, top: map.view.scrollTop };
    dragged = false;
  });
  window.addEventListener("pointermove", (event) => {
    if (!start) return;
    const across = event.clientX - start.x;
    const down = event.clientY - start.y;
    dragged ||= Math.hypot(across, down) > DRAG_PX;
    if (!dragged) return;
    map.view.classList.add("dragging");
    map.view.scrollLeft = start.left - across;
    map.view.scrollTop = start.top - down;
  });
  const stop = () => {
    start = null;
    map.view.classList.remove("dragging");
  };
  window.addEventListener("pointerup", stop);
  window.addEventListener("pointercancel", stop);
  map.view.addEventListener("dragstart", (event) => event.preventDefault());
  // A drag that ends on a station is not a click on it.
  map.view.addEventListener("click", (event) => dragged && event.detail > 0 && event.preventDefault(), true);
}

function listenToPinch(map) {
  let apart = 0;
  const spread = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  map.view.addEventListener("touchstart", (event) => {
    if (event.touches.length === 2) apart = spread(event.touches);
  });
  map.view.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length !== 2 || !apart) return;
      event.preventDefault();
      const frame = map.view.getBoundingClientRect();
      const [one, other] = event.touches;
      const x = (one.clientX + other.clientX) / 2 - frame.left;
      const y = (one.clientY + other.clientY) / 2 - frame.top;
      const now = spread(event.touches);
      map.zoomBy(now / apart, x, y);
      apart = now;
    },
    { passive: false },
  );
  map.view.addEventListener("touchend", () => {
    apart = 0;
  });
}

function listenToButtons(map) {
  const buttons = map.view.parentElement.querySelector("[data-zoom]");
  buttons.hidden = false;
  buttons.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("zoomFit" in button.dataset) map.zoomTo(map.fitting);
    else map.zoomBy(Number(button.dataset.zoomBy));
  });
}

function start(view, drawing) {
  const map = new MapView(view, drawing);
  const lit = [...drawing.querySelectorAll(".node.lit")];
  const found = [...drawing.querySelectorAll(".node.found")];
  const here = drawing.querySelector(".flag.here");
  if (lit.length) map.show([...lit, ...drawing.querySelectorAll(".flag")]);
  else if (found.length) map.show(found);
  else map.show([drawing]);
  if (!lit.length && !found.length) map.settle(here);
  else if (here && !found.length) map.reveal(here);
  [listenToKeys, listenToWheel, listenToMouse, listenToPinch, listenToButtons].forEach((listen) => listen(map));
  new ResizeObserver(() => map.zoomTo(map.scale)).observe(view);
}

const view = document.getElementById("map");
const drawing = view?.querySelector("svg");
if (drawing) start(view, drawing);
