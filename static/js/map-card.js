// A card for the station that is pointed at or has the focus: name, lines, hours and state. A finger's first tap shows
// the card with a way in, its second one goes there. Escape puts the card away.

const GAP_PX = 14;
const LINGER_MS = 220;
const STATES = ["done", "here", "next", "booked", "ready", "locked"];

let told;

// The facts of all stations, asked for once, when the first card is wanted.
function facts(address) {
  told ??= fetch(address)
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  return told;
}

function element(name, classes, text) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  if (text) made.textContent = text;
  return made;
}

function fill(card, group, { lines, stations }) {
  const [name, hours, tokens] = stations[group.dataset.station];
  const state = STATES.find((each) => group.classList.contains(each));
  const badges = element("ul", "plain");
  for (const [code, css, lineName] of tokens.map((token) => lines[token])) {
    const item = element("li");
    item.append(element("span", `code ${css}`, code), element("span", "", lineName));
    badges.append(item);
  }
  card.replaceChildren(element("strong", "", name), badges, element("p", "muted", hours));
  if (state) card.append(element("p", `state ${state}`, card.dataset[state]));
}

function place(card, group, section) {
  const box = group.getBoundingClientRect();
  const frame = section.getBoundingClientRect();
  const fitsRight = box.right + GAP_PX + card.offsetWidth <= frame.right;
  const left = fitsRight ? box.right - frame.left + GAP_PX : box.left - frame.left - GAP_PX - card.offsetWidth;
  const top = box.top - frame.top - card.offsetHeight / 2;
  card.style.left = `${Math.max(0, Math.min(left, frame.width - card.offsetWidth))}px`;
  card.style.top = `${Math.max(0, Math.min(top, frame.height - card.offsetHeight))}px`;
}

// Where the card covers the lower part of the map, bring the station above it.
function lift(card, group, view) {
  const box = group.getBoundingClientRect();
  const past = box.bottom + GAP_PX - card.getBoundingClientRect().top;
  if (past > 0) view.scrollBy({ top: past, behavior: "instant" });
}

export function showCards({ view, drawing }) {
  const section = view.parentElement;
  const card = section.querySelector("[data-map-card]");
  if (!card || !drawing.dataset.cards) return;
  let shown = null;
  let leaving;
  let touched = false;

  const stationOf = (target) => {
    const id = target.closest?.("a")?.querySelector(".station, .label")?.dataset.station;
    return id === undefined ? null : (drawing.querySelector(`.station[data-station="${CSS.escape(id)}"]`) ?? null);
  };
  const hide = () => {
    clearTimeout(leaving);
    shown = null;
    card.hidden = true;
  };
  const show = async (group) => {
    clearTimeout(leaving);
    if (shown === group) return;
    shown = group;
    const known = await facts(drawing.dataset.cards);
    if (shown !== group || !known?.stations[group.dataset.station]) return;
    fill(card, group, known);
    const link = group.closest("a");
    if (touched && link) {
      const way = element("a", "btn", card.dataset.open);
      way.href = link.getAttribute("href");
      card.append(way);
    }
    card.hidden = false;
    place(card, group, section);
    if (touched) lift(card, group, view);
  };
  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, LINGER_MS);
  };

  const over = (event) => event.pointerType === "mouse" && stationOf(event.target) && show(stationOf(event.target));
  drawing.addEventListener("pointerover", over);
  drawing.addEventListener("pointerout", (event) => event.pointerType === "mouse" && shown && leave());
  card.addEventListener("pointerenter", () => clearTimeout(leaving));
  card.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
  // On the view: a drawing that listens for the focus itself would become a stop of its own for Tab.
  view.addEventListener("focusin", (event) => {
    const group = stationOf(event.target);
    if (group && event.target.matches(":focus-visible")) show(group);
  });
  view.addEventListener("focusout", () => !touched && leave());
  window.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (touched && !card.contains(event.target) && !stationOf(event.target)) hide();
  });
  drawing.addEventListener("click", (event) => {
    const group = touched && stationOf(event.target);
    if (!group || (shown === group && !card.hidden)) return;
    event.preventDefault();
    show(group);
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  view.addEventListener("scroll", () => shown && !card.hidden && place(card, shown, section), { passive: true });
}
