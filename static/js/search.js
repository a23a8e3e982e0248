// Search while typing: the server's own answer to the form, fetched and put in its place.

const WAIT_MS = 180;
const form = document.querySelector("[data-search]");
const found = document.getElementById("found");

async function search(signal) {
  const address = `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
  try {
    const response = await fetch(address, { signal });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    found.replaceChildren(...page.getElementById("found").childNodes);
  } catch (error) {
    // Typed on, or no network: what stands there stays, and Enter still asks the server.
    if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
  }
}

if (form && found) {
  let waiting;
  let asking;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    asking?.abort();
    asking = new AbortController();
    waiting = setTimeout(search, WAIT_MS, asking.signal);
  });
}
