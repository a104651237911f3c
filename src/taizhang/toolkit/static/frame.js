// Keys of every page: Ctrl/⌘ K finds, j and k go along the rows of a table, Enter opens, Escape closes a menu.
const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

const rows = () => [...document.querySelectorAll("main tbody tr")].filter((row) => row.querySelector("a[href]"));

function go(step) {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.querySelector("a[href]").focus();
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "k") {
    const seek = document.querySelector(".seek input");
    if (seek) { event.preventDefault(); seek.select(); seek.focus(); }
    return;
  }
  if (event.key === "Escape") { document.querySelectorAll(".top details[open]").forEach((menu) => { menu.open = false; }); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.body.dataset.keys === "own") return;
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
});

document.addEventListener("click", (event) => {
  document.querySelectorAll(".top details[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
});
