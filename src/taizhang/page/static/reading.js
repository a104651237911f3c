// The reading page: text and ledger find each other. No framework, nothing from elsewhere, no evaluation of strings.

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const data = JSON.parse($("#data").textContent);
const text = $("#text"), toast = $(".toast"), found = $("#found"), search = $("#search");
const phone = window.matchMedia("(max-width: 720px)");

const facts = new Map();
for (const [tab, rows] of Object.entries(data.facts)) for (const row of rows) facts.set(row.id, Object.assign(row, { tab }));
const rowsOf = (tab) => $$(`#panel-${tab} tbody > tr[id]`);
const rowOf = (id) => document.getElementById(id);

let tab = "quantities", chosen = null, detail = null, query = "";
let language = document.documentElement.lang === "en" ? "en" : "zh";
const say = (key) => data.words[language][key] ?? key.replace(/^rule\./, "");

function make(tag, content = [], attributes = {}) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...[content].flat().filter((part) => part !== null && part !== undefined && part !== ""));
  return made;
}

function tell(words) {
  toast.textContent = words;
  toast.hidden = false;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { toast.hidden = true; }, 2500);
}

// ---- marks in the text: found once for each view, by the row they belong to

const views = { clean: null, raw: null };
let marks = index();

function index() {
  const byFact = new Map();
  for (const element of $$("a[href], [data-f]", text)) {
    if (element.className === "tick") continue;
    for (const id of (element.dataset.f ?? element.hash.slice(1)).split(" ")) {
      if (byFact.has(id)) byFact.get(id).push(element); else byFact.set(id, [element]);
    }
  }
  return byFact;
}

function show(view) {
  if (text.dataset.view === view) return;
  if ("same" in text.dataset) tell(say("view.same"));
  else {
    const other = views[view] ?? $("#raw").content.cloneNode(true);
    const kept = document.createDocumentFragment();
    kept.append(...text.childNodes);
    views[text.dataset.view] = kept;
    text.append(other);
    marks = index();
  }
  text.dataset.view = view;
  for (const button of $$("[data-view]", $(".switch"))) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  dim();
  light();
  if (chosen) point(chosen, true);
}

function point(id, scroll) {
  for (const lit of $$(".on", text)) lit.classList.remove("on");
  let parts = marks.get(id) ?? [];
  const fact = facts.get(id);
  if (!parts.length && fact.facts) parts = fact.facts.flatMap((other) => marks.get(other) ?? []);
  for (const part of parts) part.classList.add("on");
  if (scroll && parts.length) place(parts[0], "center");
  return parts.length > 0;
}

let quiet = 0; // until when scrolling is our own doing, and the other pane is not to follow

function place(element, block) {
  quiet = Date.now() + 300;
  element.scrollIntoView({ block });
}

// ---- choosing a row

function choose(id, { from = "row", open = true } = {}) {
  const fact = facts.get(id);
  if (!fact) return;
  if (from !== "row") openTab(fact.tab);
  const row = rowOf(id);
  if (row.hidden) clear(row.closest(".panel"));
  for (const other of $$("[aria-selected=true]", $(`#panel-${fact.tab}`))) {
    other.setAttribute("aria-selected", "false");
    other.tabIndex = -1;
  }
  row.setAttribute("aria-selected", "true");
  row.tabIndex = 0;
  chosen = id;
  if (open || detail) explain(row, fact); else detail = null;
  if (!point(id, from !== "text" || phone.matches) && text.dataset.view === "clean" && !("same" in text.dataset)) show("raw");
  if (detail) place(detail, "nearest");
  if (from !== "row") place(row, from === "text" || phone.matches ? "start" : "nearest");
  if (from === "key") row.focus({ preventScroll: true });
  history.replaceState(null, "", `#${id}`);
}

function explain(row, fact) {
  detail?.remove();
  detail = make("tr", make("td", [quoted(fact.sentence), fields(fact)], { colSpan: 9 }), { className: "detail" });
  row.after(detail);
}

function fold() {
  detail?.remove();
  detail = null;
}

const quoted = (said) => said && make("blockquote", [said[0], make("b", said[1]), said[2]], { lang: "zh" });

function fields(fact) {
  const list = make("dl");
  const add = (key, content, long = false) => {
    if (content === null || content === undefined || content === "" || content.length === 0) return;
    list.append(make("dt", say(key), { className: long ? "wide-head" : "" }), make("dd", content, { className: long ? "long" : "" }));
  };
  const path = [];
  for (let n = fact.section; n !== null && n !== undefined; n = data.sections[n].parent) path.unshift(data.sections[n].title);
  if (fact.tab === "quantities") {
    add("exact", `${fact.exact ?? say("lost")} ${fact.unit}`);
    add("bound", say(`op.${fact.op}`));
    add("code", fact.code ? `${fact.code} ${fact.known ?? ""}` : say("code.none"));
  }
  add("region", fact.region);
  add("offsets", `${fact.at}\u2013${fact.end}${fact.page ? ` · ${say("page")} ${fact.page}` : ""}`);
  if (fact.confidence !== undefined) add("confidence", fact.confidence.toFixed(2));
  add("raw", fact.raw);
  add("section", path.join(" / "), true);
  add("in-task", fact.task && leads([fact.task]), true);
  add("figures", fact.quantities && leads(fact.quantities), true);
  add("facts", fact.facts && leads(fact.facts), true);
  add("candidates", fact.candidates?.join("、"), true);
  add("doubts", fact.doubts && leads(fact.doubts), true);
  add("rules", fact.rules?.length && make("ul", fact.rules.map(told)), true);
  add("id", [fact.id, make("button", say("copy"), { type: "button", onclick: copy })], true);
  return list;
}

// A rule in words with its id; one without words is called by its id alone.
function told(rule) {
  const words = say(`rule.${rule}`);
  return make("li", words === rule ? make("code", rule) : [words, make("code", rule)]);
}

function leads(ids) {
  return ids.filter((id) => facts.has(id)).flatMap((id, n) => [n ? "、" : "", make("a", named(facts.get(id)), { href: `#${id}` })]);
}

function named(fact) {
  if (fact.tab === "quantities") return `${fact.label} ${fact.raw}`;
  if (fact.tab === "doubts") return say(`doubt.${fact.doubt}`);
  return fact.label ?? fact.sentence?.join("").slice(0, 24) ?? fact.id;
}

async function copy() {
  try {
    await navigator.clipboard.writeText(location.href);
    tell(say("copied"));
  } catch {
    tell(location.href); // no clipboard here: the address is shown instead
  }
}

// ---- tabs, filters, order

function openTab(name) {
  document.documentElement.classList.toggle("open", name !== "");
  for (const button of $$(".thumb button")) button.setAttribute("aria-pressed", String(button.dataset.tab === name));
  if (!name || name === tab) return;
  tab = name;
  for (const button of $$("[role=tab]")) {
    const now = button.dataset.tab === name;
    button.setAttribute("aria-selected", String(now));
    button.tabIndex = now ? 0 : -1;
    $(`#panel-${button.dataset.tab}`).hidden = !now;
  }
  dim();
  light();
}

const passes = {
  section(fact, value) {
    for (let n = fact.section; n !== null && n !== undefined; n = data.sections[n].parent) if (n === Number(value)) return true;
    return false;
  },
  judged: (fact, value) => fact.judged === value || (value === "task" && fact.judged === "measured"),
  confidence: (fact, value) => fact.confidence < Number(value),
};

function sought(fact) {
  if (!query) return true;
  fact.words ??= [fact.label, fact.raw, fact.code, fact.known, fact.unit, fact.period, fact.stage, ...(fact.sentence ?? []),
    rowOf(fact.id).textContent].join(" ").toLowerCase();
  return fact.words.includes(query);
}

function filter(panel) {
  const name = panel.id.slice("panel-".length), chosenFilters = $$("select", panel).filter((s) => s.value !== "");
  const rows = rowsOf(name);
  let count = 0;
  for (const row of rows) {
    const fact = facts.get(row.id);
    const kept = sought(fact) && chosenFilters.every((s) => {
      const rule = passes[s.dataset.filter];
      return rule ? rule(fact, s.value) : String(fact[s.dataset.filter]) === s.value;
    });
    row.hidden = !kept;
    count += kept;
  }
  if (detail && panel.contains(detail) && detail.previousElementSibling?.hidden) fold();
  for (const s of $$("select", panel)) s.classList.toggle("set", s.value !== "");
  if (!rows.length) return 0;
  $("output", panel).textContent = count;
  $("[type=reset]", panel).hidden = count === rows.length;
  $("[data-filtered]", panel).hidden = count > 0;
  return count;
}

function clear(panel) {
  for (const s of $$("select", panel)) s.value = "";
  if (query) {
    query = search.value = "";
    seek();
  } else filter(panel);
  dim();
  light();
}

// What the open tab leaves out is dimmed in the text.
function dim() {
  for (const element of $$(".off", text)) element.classList.remove("off");
  if (tab !== "quantities" && tab !== "names") return;
  for (const row of rowsOf(tab)) if (row.hidden) for (const part of marks.get(row.id) ?? []) part.classList.add("off");
}

// Numerals that are not counted are lit in the text while their tab is open.
function light() {
  for (const element of $$(".lit", text)) element.classList.remove("lit");
  if (tab !== "numerals") return;
  for (const row of rowsOf(tab)) if (!row.hidden) for (const part of marks.get(row.id) ?? []) part.classList.add("lit");
  const reason = $("[data-filter=reason]")?.value;
  for (const button of $$(".meter button")) button.setAttribute("aria-pressed", String(button.dataset.reason === reason));
}

function sort(head) {
  const key = head.dataset.sort, cell = head.closest("th"), body = $("tbody", cell.closest("table"));
  const down = cell.ariaSort === "ascending" || cell.getAttribute("aria-sort") === "ascending";
  for (const other of $$("th[aria-sort]", cell.parentNode)) other.setAttribute("aria-sort", "none");
  cell.setAttribute("aria-sort", down ? "descending" : "ascending");
  const value = (row) => {
    const fact = facts.get(row.id);
    return key === "count" ? fact.quantities.length : fact[key];
  };
  const order = new Intl.Collator("zh-Hans", { numeric: true });
  const compare = (a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || x === undefined) return 1;
    if (y === null || y === undefined) return -1;
    return (typeof x === "number" ? x - y : order.compare(x, y)) * (down ? -1 : 1);
  };
  fold();
  body.append(...$$("tr[id]", body).sort(compare));
}

function save(panel) {
  const heads = $$("thead th", panel).map((head) => head.textContent);
  const lines = [[...heads, say("sentence")]];
  for (const row of rowsOf(tab)) {
    if (!row.hidden) lines.push([...[...row.cells].map((cell) => cell.textContent.trim()), facts.get(row.id).sentence?.join("") ?? ""]);
  }
  const cell = (said) => `"${(/^[=+@\t\r]|^-(?![\d.])/.test(said) ? `'${said}` : said).replaceAll('"', '""')}"`;
  const content = "\ufeff" + lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
  const link = make("a", [], { href: URL.createObjectURL(new Blob([content], { type: "text/csv" })), download: `${document.title}-${say(tab)}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// ---- search: rows are filtered, places in the text are lit

let places = [], at = -1;

function seek() {
  query = search.value.trim().toLowerCase();
  places = [];
  at = -1;
  if (query) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (const block of $$(".b", text)) {
      const whole = block.textContent.toLowerCase();
      for (let from = whole.indexOf(query); from >= 0; from = whole.indexOf(query, from + query.length)) places.push(range(walker, block, from));
    }
  }
  if (window.CSS?.highlights) {
    CSS.highlights.delete("found");
    if (places.length) CSS.highlights.set("found", new Highlight(...places));
  }
  for (const panel of $$(".panel")) filter(panel);
  dim();
  light();
  found.textContent = query ? `${places.length} ${say("places")}` : "";
}

function range(walker, block, from) {
  const made = document.createRange();
  let passed = 0, started = false;
  walker.currentNode = block;
  while (walker.nextNode()) {
    const length = walker.currentNode.data.length;
    if (!started && from < passed + length) {
      made.setStart(walker.currentNode, from - passed);
      started = true;
    }
    if (started && from + query.length <= passed + length) {
      made.setEnd(walker.currentNode, from + query.length - passed);
      break;
    }
    passed += length;
  }
  return made;
}

function next(step) {
  if (!places.length) return;
  at = (at + step + places.length) % places.length;
  place(places[at].startContainer.parentElement, "center");
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(places[at]);
  found.textContent = `${at + 1} / ${places.length} ${say("places")}`;
}

// ---- the two scroll together: the pane under the pointer leads

let leader = null;

function follow(pane) {
  if (Date.now() < quiet || phone.matches || leader !== pane) return;
  const box = pane.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + 48);
  if (pane === text) {
    let block = top?.closest(".b, tr");
    for (let tries = 0; block && tries < 12; tries++, block = block.nextElementSibling) {
      const first = $$("a[href], [data-f]", block).flatMap((a) => (a.dataset.f ?? a.hash.slice(1)).split(" "))
        .find((id) => facts.get(id)?.tab === tab && !rowOf(id).hidden);
      if (first) return rowOf(first).scrollIntoView({ block: "start" });
    }
  } else {
    const row = top?.closest("tbody > tr[id]");
    const mark = row && marks.get(row.id)?.[0];
    mark?.scrollIntoView({ block: "center" });
  }
}

function lead(pane) {
  let waiting = false;
  pane.addEventListener("pointerenter", () => { leader = pane; });
  pane.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; follow(pane); }, 120);
  }, { passive: true });
}

// ---- language

function translate(to) {
  language = to;
  document.documentElement.lang = data.tags[to];
  const roots = [document, $("#raw")?.content, views.clean, views.raw].filter(Boolean);
  for (const element of roots.flatMap((root) => $$("[data-t]", root))) {
    element.textContent = say(element.dataset.t) + (element.dataset.n ? ` ${element.dataset.n}` : "");
  }
  for (const name of ["aria-label", "title", "placeholder"]) {
    for (const element of roots.flatMap((root) => $$(`[data-t-${name}]`, root))) {
      element.setAttribute(name, say(element.getAttribute(`data-t-${name}`)));
    }
  }
  for (const mark of $$("a[title]", text)) mark.removeAttribute("title");
  for (const fact of facts.values()) delete fact.words;
  $("#language").lang = to === "en" ? "zh-Hans" : "en";
  if (location.protocol.startsWith("http")) document.cookie = `language=${to}; path=/; max-age=31536000; samesite=lax`;
  if (detail) explain(rowOf(chosen), facts.get(chosen));
  caption();
}

// What hovering over a segment says, and what a printed list is called.
function caption() {
  for (const segment of $$(".meter button")) segment.title = segment.textContent.trim();
  for (const panel of $$(".panel")) panel.dataset.title = $(`#${panel.getAttribute("aria-labelledby")}`).textContent;
}

// ---- keys

function step(by) {
  const rows = rowsOf(tab).filter((row) => !row.hidden);
  if (!rows.length) return;
  const now = rows.findIndex((row) => row.id === chosen);
  const to = now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(now + by, 0), rows.length - 1);
  choose(rows[to].id, { from: "key", open: detail !== null });
}

function nextDoubt() {
  const doubts = data.facts.doubts;
  if (!doubts.length) return openTab("doubts");
  const position = chosen ? facts.get(chosen).at : -1;
  const after = facts.get(chosen)?.tab === "doubts" ? doubts.findIndex((d) => d.id === chosen) + 1 : doubts.findIndex((d) => d.at >= position);
  choose(doubts[after >= 0 && after < doubts.length ? after : 0].id, { from: "key" });
}

const TABS = Object.keys(data.facts);
const keys = {
  j: () => step(1),
  k: () => step(-1),
  n: nextDoubt,
  r: () => show(text.dataset.view === "clean" ? "raw" : "clean"),
  o: () => $("#sheet-outline").showModal(),
  g: () => $("#sheet-glossary").showModal(),
  "?": () => $("#sheet-help").showModal(),
  "/": () => { search.focus(); search.select(); },
  Escape: () => ($(".menu[open]") ? $(".menu summary").click() : detail ? fold() : openTab(phone.matches ? "" : tab)),
  Enter: () => { if (chosen) (detail ? fold() : explain(rowOf(chosen), facts.get(chosen))); },
};
TABS.forEach((name, n) => { keys[n + 1] = () => openTab(name); });

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || $("dialog[open]")) {
    if ((event.ctrlKey || event.metaKey) && event.key === "k") { event.preventDefault(); keys["/"](); }
    return;
  }
  const target = event.target;
  if (target === search) {
    if (event.key === "Enter") next(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") { search.value = ""; seek(); search.blur(); }
    return;
  }
  if (target.getAttribute?.("role") === "tab" && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    const to = TABS[(TABS.indexOf(tab) + (event.key === "ArrowRight" ? 1 : TABS.length - 1)) % TABS.length];
    openTab(to);
    return $(`#tab-${to}`).focus();
  }
  if (target.matches?.("input, select, textarea") || (event.key === "Enter" && target.matches?.("button, a, summary"))) return;
  if (target.matches?.("tr[id]") && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    return step(event.key === "ArrowDown" ? 1 : -1);
  }
  if (event.key === "Enter" && target.matches?.("tr[id]") && target.id !== chosen) return choose(target.id);
  if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
});

// ---- clicks

document.addEventListener("click", (event) => {
  const target = event.target.closest("a[href^='#'], button, tbody > tr[id], dialog, summary") ?? event.target;
  const menu = $(".menu[open]");
  if (menu && (!menu.contains(event.target) || event.target.closest("a"))) menu.open = false;
  if (target.matches("dialog")) return target.close();
  if (target.matches("a[href^='#']")) return goTo(event, target.hash.slice(1), target);
  if (target.matches("tr[id]")) return !getSelection().isCollapsed ? null : target.id === chosen && detail ? fold() : choose(target.id);
  const set = target.dataset;
  if (target.matches("#language")) translate(language === "zh" ? "en" : "zh");
  else if (set.sheet) $(`#sheet-${set.sheet}`).showModal();
  else if (set.tab !== undefined) openTab(set.tab);
  else if (set.view) show(set.view);
  else if (set.sort) sort(target);
  else if (set.reason) account(set.reason);
  else if (set.layer) target.setAttribute("aria-pressed", String(!text.classList.toggle(`hide-${set.layer}`)));
  else if (set.term) { $("#sheet-glossary").close(); search.value = set.term; seek(); next(1); }
  else if ("export" in set) save(target.closest(".panel"));
});

function goTo(event, id, link) {
  if (facts.has(id)) {
    event.preventDefault();
    choose(id, { from: text.contains(link) ? "text" : "link" });
  } else if (/^s-\d+$/.test(id)) {
    event.preventDefault();
    link.closest("dialog")?.close();
    openTab(phone.matches ? "" : tab);
    const section = document.getElementById(id);
    if (section) place(section, "start");
  }
}

function account(reason) {
  if (reason === "claimed") return openTab("quantities");
  openTab("numerals");
  const choice = $("[data-filter=reason]");
  if (choice) {
    choice.value = choice.value === reason ? "" : reason;
    filter(choice.closest(".panel"));
  }
  light();
}

document.addEventListener("change", (event) => {
  const panel = event.target.closest?.(".panel");
  if (panel) { filter(panel); dim(); light(); }
});
document.addEventListener("reset", (event) => {
  event.preventDefault();
  clear(event.target.closest(".panel"));
});
document.addEventListener("submit", (event) => { if (event.target.matches(".filters")) event.preventDefault(); });
search.addEventListener("input", () => { clearTimeout(seek.timer); seek.timer = setTimeout(seek, 150); });
text.addEventListener("mouseover", (event) => {
  const mark = event.target.closest("a[href]"), fact = mark && !mark.title && facts.get(mark.hash.slice(1));
  if (fact) mark.title = [named(fact), fact.stance && say(`stance.${fact.stance}`), fact.period].filter(Boolean).join(" · ");
});

for (const segment of $$(".meter button")) segment.style.flexGrow = segment.dataset.n;
caption();
const narrow = () => $$(".meter button").forEach((segment) => {
  segment.classList.toggle("narrow", segment.clientWidth < 60);
  segment.classList.toggle("tiny", segment.clientWidth < 22);
});
new ResizeObserver(narrow).observe($(".meter"));
filter($("#panel-tasks"));
lead(text);
for (const pane of $$(".scroll")) lead(pane);
for (const name of TABS) { const first = rowsOf(name)[0]; if (first) first.tabIndex = 0; }
const linked = () => { const id = location.hash.slice(1); if (facts.has(id)) choose(id, { from: "link" }); };
addEventListener("hashchange", linked);
linked();
document.documentElement.dataset.ready = "";
