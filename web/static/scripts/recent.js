// What was searched for lately, kept in this browser and told to nobody. A search is kept when it
// has found something; the home page lists them.
const KEY = "alinea.recent";
const MOST = 8; // searches

// Where nothing can be kept (a private window), nothing is.
function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

function keep(searches) {
  try {
    if (searches.length) localStorage.setItem(KEY, JSON.stringify(searches.slice(0, MOST)));
    else localStorage.removeItem(KEY);
  } catch {
    // Nothing is kept.
  }
}

function list(section) {
  const parameters = new URLSearchParams(location.search);
  const items = kept().map((query) => {
    parameters.set("q", query);
    const link = document.createElement("a");
    link.href = `/?${parameters}`;
    link.textContent = query;
    const item = document.createElement("li");
    item.append(link);
    return item;
  });
  section.querySelector("ul").replaceChildren(...items);
  section.hidden = items.length === 0;
}

const section = document.querySelector(".recent");
if (section) {
  list(section);
  window.addEventListener("storage", () => list(section)); // another window searched, or forgot
  section.querySelector("button").addEventListener("click", () => {
    keep([]);
    list(section);
    document.getElementById("q")?.focus();
  });
} else if (document.querySelector(".hit")) {
  const query = new URLSearchParams(location.search).get("q")?.trim();
  // What is kept is read from another process: the page is painted before.
  const note = () => keep([query, ...kept().filter((one) => one !== query)]);
  if (query) requestAnimationFrame(() => setTimeout(note));
}
