// The review: text and ledger find each other; all by keyboard; what is selected in the text becomes a new entry.
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const review = $(".review");

if (review) {
  document.body.dataset.keys = "own";
  const paper = $("#paper");

  // Scrolls within the pane, so that the page itself stays where it is; on a phone the page is the pane.
  function show(element, pane) {
    if (pane.scrollHeight <= pane.clientHeight + 1) { element.scrollIntoView({ block: "center" }); return; }
    const box = element.getBoundingClientRect(), frame = pane.getBoundingClientRect();
    if (box.top < frame.top + 60 || box.bottom > frame.bottom - 20) pane.scrollTop += box.top - frame.top - pane.clientHeight / 2;
  }
  const ledger = $(".ledger");

  function choose(entry, { scrollText = true, scrollRow = false, focus = true } = {}) {
    if (!entry) return;
    for (const old of $$(".chosen")) old.classList.remove("chosen");
    entry.classList.add("chosen");
    const marks = $$(`a[href="#${entry.id}"]`, paper);
    for (const mark of marks) mark.classList.add("chosen");
    if (scrollText && marks[0]) show(marks[0], paper);
    if (scrollRow) show(entry, ledger);
    if (focus) $("[data-entry]", entry)?.focus({ preventScroll: true });
  }

  const all = () => $$(".entry");
  const current = () => $(".entry.chosen");
  function step(by, among = () => true) {
    const rows = all();
    let at = rows.indexOf(current()) + by;
    if (current() === null && by < 0) at = 0;
    while (rows[at] && !among(rows[at])) at += by;
    if (rows[at]) choose(rows[at], { scrollRow: true });
  }

  review.addEventListener("click", (event) => {
    const mark = event.target.closest("#paper a[href^='#e-']");
    if (mark) {
      event.preventDefault();
      choose($(mark.getAttribute("href")), { scrollText: false, scrollRow: true });
      return;
    }
    const place = event.target.closest(".say[data-at]");
    if (place) {
      event.preventDefault();
      const at = Number(place.dataset.at);
      const line = $$("p[data-at]", paper).findLast((each) => Number(each.dataset.at) <= at);
      for (const old of $$(".chosen")) old.classList.remove("chosen");
      place.closest(".entry").classList.add("chosen");
      line?.classList.add("chosen");
      if (line) show(line, paper);
      return;
    }
    const say = event.target.closest("[data-entry]");
    if (say) { event.preventDefault(); choose(say.closest(".entry")); }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const press = (key) => $(`[data-key="${key}"]`, current() ?? document)?.click();
    const acts = {
      j: () => step(1), k: () => step(-1), n: () => step(1, (row) => $(".doubt", row) || row.classList.contains("offered")),
      a: () => press("a"), x: () => press("x"), u: () => $(".head [data-key=u]")?.click(),
      e: () => { press("e"); $(".chosen .edit input, .chosen .edit select")?.focus(); },
    };
    if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
  });

  // A row that was decided on is replaced: the eye goes on to the next one.
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const row = event.detail.target?.id && document.getElementById(event.detail.target.id);
    if (!row?.classList.contains("entry")) return;
    const next = $(".problem", row) ? row : row.nextElementSibling ?? row;
    choose(next, { scrollRow: true });
  });

  // Offsets count code points, as the server does.
  const points = (text) => [...text].length;
  function offset(node, at) {
    const line = node.parentElement?.closest("p[data-at]");
    if (!line) return null;
    const range = document.createRange();
    range.selectNodeContents(line);
    range.setEnd(node, at);
    return Number(line.dataset.at) + points(range.toString());
  }

  const adding = $("#adding");
  if (adding) document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed || !paper.contains(chosen.anchorNode) || !paper.contains(chosen.focusNode)) return;
    const range = chosen.getRangeAt(0);
    const start = offset(range.startContainer, range.startOffset), end = offset(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    adding.open = true;
    $("[name=start]", adding).value = start;
    $("[name=end]", adding).value = end;
    $(".picked", adding).textContent = chosen.toString();
    const name = $("[name=name]", adding);
    if (name) name.value = chosen.toString();
  });

  const asked = location.hash.startsWith("#e-") && $(location.hash);
  choose(asked || $(".entry.pending") || $(".entry"), { scrollText: Boolean(asked), scrollRow: Boolean(asked), focus: Boolean(asked) });
}
