// The studio saves while one types, shows how Markdown will look, and overwrites nobody.

const WAIT_MS = 900;
const AGAIN_MS = 8000;
const form = document.querySelector("[data-studio]");
const address = form.getAttribute("action");
const status = form.querySelector("[data-status]");
const clashes = form.querySelector("[data-clashes]");
const changed = new Set();
let saving = null;
let waiting;

const groupOf = (name) => name.split("-")[0];
const isField = (input) => input.name && !["revision", "seen"].includes(input.name) && input.type !== "submit";

// Every value of the groups that were changed, as the form itself would send them.
function valuesOf(groups) {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (groups.includes(groupOf(name))) (values[name] ??= []).push(value);
  }
  return values;
}

function say(words) {
  if (status.textContent !== words) status.textContent = words;
}

async function send() {
  const groups = [...changed];
  changed.clear();
  say(form.dataset.saving);
  const body = JSON.stringify({ revision: Number(form.elements.revision.value), changed: groups, values: valuesOf(groups) });
  let response;
  try {
    response = await fetch(address, { method: "PATCH", headers: { "Content-Type": "application/json" }, body });
  } catch {
    response = null; // no network: what was typed stays, and is sent again
  }
  if (response?.ok || response?.status === 409) {
    const type = response.headers.get("Content-Type") ?? "";
    if (type.startsWith("application/json")) return received(await response.json());
  }
  for (const group of groups) changed.add(group);
  const isOver = response && response.status < 500;
  say(isOver ? form.dataset.gone : form.dataset.offline);
  if (!isOver) waiting = setTimeout(save, AGAIN_MS);
}

function received(answer) {
  form.elements.revision.value = answer.revision;
  form.elements.seen.value = answer.seen;
  say(`${form.dataset.saved} ${answer.saved}`);
  for (const item of form.querySelectorAll("[data-section]")) {
    item.classList.toggle("done", !answer.unfinished.includes(item.dataset.section));
    if (item.classList.contains("done")) item.querySelector("[data-open]").textContent = "";
  }
  form.querySelector("[data-proof]").hidden = !answer.proof;
  for (const clash of answer.clashes) showClash(clash);
}

function element(name, text, ...children) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

// Both texts beside each other; nothing is chosen until somebody chooses.
function showClash(clash) {
  clashes.className = "alert bad clashes";
  clashes.setAttribute("role", "alert");
  clashes.querySelector(`[data-clash="${clash.field}"]`)?.remove();
  const column = (title, text, label, act) => {
    const words = element("p", text);
    words.className = "as-typed";
    const button = element("button", label);
    button.type = "button";
    button.className = "btn";
    button.addEventListener("click", () => {
      act();
      box.remove();
      if (!clashes.children.length) clashes.removeAttribute("class");
    });
    return element("div", "", element("h3", title), words, button);
  };
  const two = element("div", "",
    column(form.dataset.was, clash.theirs, form.dataset.theirs, () => takeTheirs(clash)),
    column(form.dataset.typed, clash.yours, form.dataset.yours, () => touch(clash.field)));
  two.className = "two";
  const box = element("div", "", element("h2", `${clash.person} ${form.dataset.changed}: ${clash.label}`), two);
  box.className = "clash";
  box.dataset.clash = clash.field;
  clashes.append(box);
  box.scrollIntoView({ block: "nearest" });
}

function takeTheirs(clash) {
  const input = form.elements[clash.field];
  if (input && "value" in input && input.type !== "checkbox" && input.tagName !== "SELECT") input.value = clash.theirs;
  else location.reload();
}

function touch(group) {
  changed.add(group);
  clearTimeout(waiting);
  waiting = setTimeout(save, WAIT_MS);
}

function save() {
  if (saving || !changed.size) return saving;
  saving = send().finally(() => {
    saving = null;
    if (changed.size && !status.textContent.includes(form.dataset.gone)) {
      clearTimeout(waiting);
      waiting = setTimeout(save, WAIT_MS);
    }
  });
  return saving;
}

let previewing;
async function preview(box, markdown) {
  try {
    const response = await fetch(`${address}/preview`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ markdown }),
    });
    if (!response.ok) return;
    box.querySelector("[data-preview-text]").innerHTML = (await response.json()).html; // cleaned by the server
    box.open = true;
  } catch {
    // No network: the text itself stays.
  }
}

form.addEventListener("input", ({ target }) => {
  if (!isField(target)) return;
  touch(groupOf(target.name));
  const box = form.querySelector(`[data-preview="${target.name}"]`);
  if (box) {
    clearTimeout(previewing);
    previewing = setTimeout(preview, WAIT_MS / 3, box, target.value);
  }
  const copy = form.querySelector(`[data-of="${target.name}"]`);
  if (copy) copy.textContent = target.value;
});

// A button sends the whole form; what is on its way goes first, or it would look like somebody else's.
form.addEventListener("submit", (event) => {
  clearTimeout(waiting);
  if (!saving) return;
  event.preventDefault();
  const { submitter } = event;
  saving.then(() => {
    clearTimeout(waiting);
    form.requestSubmit(submitter);
  });
});
