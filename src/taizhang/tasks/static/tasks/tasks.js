// Choosing rows: x ticks the row that has the focus, Enter opens it; the head's box ticks the page; a line counts them.
const form = document.querySelector("form.bulk");

function count() {
  const chosen = form.querySelectorAll("tbody input[name=pk]:checked").length;
  const line = form.querySelector("[data-count]");
  if (line) { line.hidden = !chosen; line.querySelector("b").textContent = chosen; }
}

if (form) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) form.querySelectorAll("tbody input[name=pk]").forEach((box) => { box.checked = event.target.checked; });
    count();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key !== "x" || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const box = document.activeElement.closest("tr")?.querySelector("input[name=pk]");
    if (box) { box.checked = !box.checked; count(); }
  });
  count();
}
