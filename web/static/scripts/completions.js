// Completions while typing. The page works without them.
// The list is a combobox as the ARIA Authoring Practices describe it, and no <datalist>:
// browsers filter that by letters as typed, so « defens » would never offer « défense ».
const field = document.getElementById("q");
const list = document.getElementById("completions");
const PAUSE = 120; // milliseconds without a key before the index is asked
const MOST = 6; // completions

let typed = ""; // what the field says when no completion is chosen
let chosen = -1;
let timer = 0;
let asked = new AbortController();

function show(completions) {
  chosen = -1;
  field.removeAttribute("aria-activedescendant");
  list.replaceChildren(...completions.map(option));
  list.hidden = completions.length === 0;
  field.setAttribute("aria-expanded", String(!list.hidden));
}

function option(text, place) {
  const item = document.createElement("li");
  item.id = `completion-${place}`;
  item.role = "option";
  item.ariaSelected = "false";
  item.lang = "fr";
  item.textContent = text;
  return item;
}

function hide() {
  clearTimeout(timer);
  asked.abort();
  show([]);
}

// The field says what is chosen, so that Enter sends it as it sends anything typed.
function choose(place) {
  list.children[chosen]?.setAttribute("aria-selected", "false");
  chosen = place;
  const item = list.children[chosen];
  item?.setAttribute("aria-selected", "true");
  field.value = item ? item.textContent : typed;
  if (item) field.setAttribute("aria-activedescendant", item.id);
  else field.removeAttribute("aria-activedescendant");
}

async function complete() {
  asked.abort();
  asked = new AbortController();
  const { signal } = asked;
  try {
    const answer = await fetch(`/api/suggest?limit=${MOST}&q=${encodeURIComponent(typed)}`, { signal });
    const { suggestions = [] } = await answer.json();
    if (!signal.aborted) show(suggestions.filter((suggestion) => suggestion !== typed));
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
    const places = list.children.length + 1; // the completions, and what was typed
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      choose(((chosen + 1 + steps[event.key] + places) % places) - 1);
    } else if (event.key === "Escape") {
      choose(-1);
      hide();
    } else {
      return;
    }
    event.preventDefault();
  });
  field.addEventListener("blur", hide);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    field.value = event.target.textContent;
    field.form.requestSubmit();
  });
}

if (field && list) enhance();
