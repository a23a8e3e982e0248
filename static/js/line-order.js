// Stops of a line by dragging; the buttons beside them do the same, with and without script.

const stops = document.querySelector("[data-stops]");
let dragged = null;

function renumber() {
  [...stops.children].forEach((stop, index) => {
    const name = stop.querySelector(".stop-name");
    name.firstChild.textContent = name.firstChild.textContent.replace(/\d+/, String(index + 1));
    for (const button of stop.querySelectorAll("button")) {
      button.value = `${button.value.split(":")[0]}:${index}`;
    }
    stop.querySelector('[value^="up"]').disabled = index === 0;
    stop.querySelector('[value^="down"]').disabled = index === stops.children.length - 1;
  });
}

stops?.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("li");
  event.dataTransfer.effectAllowed = "move";
});

stops?.addEventListener("dragover", (event) => {
  const over = event.target.closest("li");
  if (!dragged || !over || over === dragged) return;
  event.preventDefault();
  const box = over.getBoundingClientRect();
  stops.insertBefore(dragged, event.clientY < box.top + box.height / 2 ? over : over.nextSibling);
});

stops?.addEventListener("dragend", () => {
  dragged = null;
  renumber();
});
