// Completions while typing. The page works without them.
// The list is a combobox as the ARIA Authoring Practices describe it, and no <datalist>:
// browsers filter that by letters as typed, so « defens » would never offer « défense ».
const field = document.getElementById("q");
const list = document.getElementById("completions");
const count = document.getElementById("completions-count");
const PAUSE = 120; // milliseconds without a key before the index is asked
const MOST = 6; // completions

let typed = ""; // what the field says when no completion is chosen
let chosen = -1;
let timer = 0;
let asked = new AbortController();

const options = () => list.querySelectorAll('[role="option"]');

// Words that go on, and under a label of their own the titles of documents, which are links.
function show(completions, titles = []) {
  chosen = -1;
  field.removeAttribute("aria-activedescendant");
  list.replaceChildren(...completions.map((text) => option(text)));
  if (titles.length) list.append(titled(titles));
  options().forEach((item, place) => (item.id = `completion-${place}`));
  list.hidden = options().length === 0;
  field.setAttribute("aria-expanded", String(!list.hidden));
}

function titled(titles) {
  const group = document.createElement("div");
  const label = document.createElement("p");
  label.id = "completions-titles";
  label.className = "label";
  label.role = "presentation";
  label.textContent = list.dataset.titles;
  group.role = "group";
  group.setAttribute("aria-labelledby", label.id);
  group.append(label, ...titles.map(({ title, url }) => option(title, url)));
  return group;
}

function option(text, url = "") {
  const item = document.createElement("div");
  item.role = "option";
  item.ariaSelected = "false";
  item.lang = "fr";
  item.textContent = text;
  if (url) item.dataset.url = url;
  return item;
}

// How many there are, for who doesn't see them.
function announce() {
  const found = options().length;
  const { none, one, many } = list.dataset;
  count.textContent = found > 1 ? many.replace("{n}", found) : found ? one : none;
}

function hide() {
  clearTimeout(timer);
  asked.abort();
  show([]);
  count.textContent = "";
}

// The field says what is chosen, so that Enter sends it as it sends anything typed.
function choose(place) {
  const items = options();
  items[chosen]?.setAttribute("aria-selected", "false");
  chosen = place;
  const item = items[chosen];
  item?.setAttribute("aria-selected", "true");
  field.value = item && !item.dataset.url ? item.textContent : typed;
  if (item) field.setAttribute("aria-activedescendant", item.id);
  else field.removeAttribute("aria-activedescendant");
}

function open(item) {
  const { lang } = Object.fromEntries(new URLSearchParams(location.search));
  location.assign(lang ? `${item.dataset.url}?lang=${encodeURIComponent(lang)}` : item.dataset.url);
}

async function complete() {
  asked.abort();
  asked = new AbortController();
  const { signal } = asked;
  try {
    const answer = await fetch(`/api/suggest?limit=${MOST}&q=${encodeURIComponent(typed)}`, { signal });
    const { suggestions = [], titles = [] } = await answer.json();
    if (signal.aborted) return;
    show(suggestions.filter((suggestion) => suggestion !== typed), titles);
    announce();
  } catch {
    if (!signal.aborted) show([]);
  }
}

function enhance() {
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  })) {
    field.setAttribute(name, value);
  }
  field.addEventListener("input", () => {
    typed = field.value;
    hide();
    if (typed.trim().length > 1) timer = setTimeout(complete, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const places = options().length + 1; // the completions, and what was typed
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      choose(((chosen + 1 + steps[event.key] + places) % places) - 1);
    } else if (event.key === "Escape") {
      choose(-1);
      hide();
    } else if (event.key === "Enter" && options()[chosen]?.dataset.url) {
      open(options()[chosen]);
    } else {
      return;
    }
    event.preventDefault();
  });
  field.addEventListener("blur", hide);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const item = event.target.closest('[role="option"]');
    if (!item) return;
    if (item.dataset.url) return open(item);
    field.value = item.textContent;
    field.form.requestSubmit();
  });
}

if (field && list) enhance();
