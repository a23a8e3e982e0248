// A button that prints, where there is a script to do so.

const button = document.querySelector("[data-print]");
if (button) {
  button.hidden = false;
  document.querySelector("[data-no-print]").hidden = true;
  button.addEventListener("click", () => window.print());
}
