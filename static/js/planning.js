// While a job looks for better routes: how far it is, and the page anew once it is done.

const ASK_MS = 1000;

async function ask(waiting) {
  const response = await fetch(waiting.dataset.planning).catch(() => null);
  const state = response?.ok ? await response.json() : null;
  if (state && state.percent === null) {
    location.reload();
    return;
  }
  if (state) waiting.querySelector("progress").value = state.percent;
  setTimeout(ask, ASK_MS, waiting);
}

const waiting = document.querySelector("[data-planning]");
if (waiting) setTimeout(ask, ASK_MS, waiting);
