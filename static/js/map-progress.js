// While a new drawing is made: how far it is, and the way to it once it is there.

const ASK_MS = 2000;

async function ask(news) {
  const response = await fetch(news.dataset.mapProgress).catch(() => null);
  const state = response?.ok ? await response.json() : null;
  if (state?.is_ready) {
    if ("reload" in news.dataset) location.reload();
    news.querySelector("[data-words]").hidden = true;
    news.querySelector("progress").hidden = true;
    news.querySelector("[data-ready]").hidden = false;
    return;
  }
  if (state && state.percent !== null) {
    news.querySelector("progress").value = state.percent;
    news.querySelector("[data-words]").textContent = state.words;
  }
  setTimeout(ask, ASK_MS, news);
}

export function waitForMap() {
  const news = document.querySelector("[data-map-progress]");
  if (news) setTimeout(ask, ASK_MS, news);
}
