// Switching the language in the middle of a form keeps what was chosen and not sent yet.

const form = document.querySelector("form[data-keep]");
const key = `kept:${location.pathname}`;

function restore() {
  const kept = new Set(JSON.parse(sessionStorage.getItem(key) ?? "[]"));
  sessionStorage.removeItem(key);
  if (!kept.size) return;
  for (const input of form.querySelectorAll("input[type=radio], input[type=checkbox]")) {
    input.checked = kept.has(`${input.name}=${input.value}`);
  }
}

function keep() {
  const chosen = [...form.querySelectorAll("input:checked")].map((input) => `${input.name}=${input.value}`);
  sessionStorage.setItem(key, JSON.stringify(chosen));
}

if (form) {
  restore();
  for (const link of document.querySelectorAll(".languages a")) link.addEventListener("click", keep);
}
