// Keys, wheel, mouse, two fingers and buttons, each turned into a zoom or a pan of the map.

const KEY_STEP = 1.4;
const DRAG_PX = 4;
const HINT_MS = 1600;

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
      map.zoomSoon(Math.exp(-turned / 300), event.clientX - frame.left, event.clientY - frame.top);
    },
    { passive: false },
  );
}

// While the mouse drags, an empty sheet lies over the drawing: it carries the cursor, and no station below it is pointed at.
function listenToMouse(map) {
  const sheet = document.createElement("div");
  sheet.className = "map-sheet";
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
    if (!dragged && Math.hypot(across, down) <= DRAG_PX) return;
    if (!dragged) map.view.parentElement.append(sheet);
    dragged = true;
    map.view.scrollTo({ left: start.left - across, top: start.top - down, behavior: "instant" });
  });
  const stop = () => {
    start = null;
    sheet.remove();
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
      map.zoomSoon(now / apart, x, y);
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

export function listen(map) {
  [listenToKeys, listenToWheel, listenToMouse, listenToPinch, listenToButtons].forEach((begin) => begin(map));
}
