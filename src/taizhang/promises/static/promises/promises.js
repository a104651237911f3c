// The table: x ticks the row, the head's box ticks all, the bar counts. The page of one promise: keys that stand on links and buttons.
const typing = (element) => element.closest("input:not([type=checkbox]), textarea, select");
const boxes = () => [...document.querySelectorAll("td.pick input")];
const count = document.querySelector("[data-count]");

function tell() {
  const n = boxes().filter((box) => box.checked).length;
  if (count) { count.hidden = n === 0; count.querySelector("b").textContent = n; }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-all]")) boxes().forEach((box) => { box.checked = event.target.checked; });
  if (event.target.matches("td.pick input, [data-all]")) tell();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const box = event.key === "x" && document.activeElement.closest("tr")?.querySelector("td.pick input");
  if (box) { box.checked = !box.checked; tell(); return; }
  const known = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (known) { event.preventDefault(); known.click(); }
});
