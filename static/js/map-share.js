// The map as a picture, made here of its own SVG file.

const LONGEST_PX = 8000;
const PIXELS_A_UNIT = 2;

async function picture(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status}`);
  const drawing = new DOMParser().parseFromString(await response.text(), "image/svg+xml").documentElement;
  const [, , width, height] = drawing.getAttribute("viewBox").split(" ").map(Number);
  const scale = Math.min(PIXELS_A_UNIT, LONGEST_PX / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  drawing.setAttribute("width", canvas.width);
  drawing.setAttribute("height", canvas.height);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(drawing))}`;
  await image.decode();
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

for (const button of document.querySelectorAll("[data-png-of]")) {
  button.parentElement.hidden = false;
  const news = button.closest("[data-share]").querySelector("[data-share-news]");
  button.addEventListener("click", async () => {
    button.disabled = true;
    news.textContent = "";
    try {
      save(await picture(button.dataset.pngOf), "metrokaart.png");
    } catch {
      news.textContent = button.dataset.pngFailed;
    }
    button.disabled = false;
  });
}
for (const field of document.querySelectorAll("[data-share] textarea")) {
  field.addEventListener("focus", () => field.select());
}
