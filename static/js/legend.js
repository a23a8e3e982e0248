// The legend lights a line: for as long as it is pointed at or focused, and until pressed again when pressed.

const form = document.querySelector("[data-legend]");
const drawing = document.querySelector("#map svg");

const pressed = () => form.querySelector("[aria-pressed=true]");

function light(button) {
  const line = button && `line-${button.dataset.line.replaceAll(/\s/g, "_")}`;
  drawing.classList.toggle("dimmed", Boolean(button));
  for (const group of drawing.querySelectorAll(".edge, .badge, .node")) {
    group.classList.toggle("lit", Boolean(button) && group.classList.contains(line));
  }
}

function press(button) {
  const before = pressed();
  before?.setAttribute("aria-pressed", "false");
  if (before !== button) button.setAttribute("aria-pressed", "true");
  const address = new URL(location.href);
  if (pressed()) address.searchParams.set("line", pressed().dataset.line);
  else address.searchParams.delete("line");
  history.replaceState(null, "", address);
  light(pressed());
}

if (form && drawing) {
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of form.querySelectorAll("button")) {
    button.addEventListener("click", () => press(button));
    for (const begin of ["pointerenter", "focus"]) button.addEventListener(begin, () => light(button));
    for (const end of ["pointerleave", "blur"]) button.addEventListener(end, () => light(pressed()));
  }
}
