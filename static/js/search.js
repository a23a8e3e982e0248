// Search while typing: the server's own answer to the form, fetched and put in its place.

const WAIT_MS = 180;
const form = document.querySelector("[data-search]");
const found = document.getElementById("found");

// The same sign on the map as the server puts there.
function mark() {
  const stations = new Set([...found.querySelectorAll("[data-station]")].map((item) => item.dataset.station));
  for (const group of document.querySelectorAll("#map .node")) {
    const name = group.querySelector(":scope > title")?.textContent ?? "";
    group.classList.toggle("found", stations.has(name.replace(/^label:/, "")));
  }
}

async function search(signal) {
  const address = `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
  try {
    const response = await fetch(address, { signal });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    found.replaceChildren(...page.getElementById("found").childNodes);
    mark();
    document.dispatchEvent(new Event("map:found"));
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
