// Completions while typing, and "/" to reach the field. The page works without either.
const field = document.getElementById("q");
const completions = document.getElementById("completions");
const PAUSE = 120; // milliseconds without a key before the index is asked

let timer = 0;
let asked = null;

async function complete(text) {
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(`/api/suggest?q=${encodeURIComponent(text)}`, { signal: asked.signal });
    if (!answer.ok) return;
    const { suggestions } = await answer.json();
    completions.replaceChildren(
      ...suggestions.map((suggestion) => {
        const option = document.createElement("option");
        option.value = suggestion;
        return option;
      }),
    );
  } catch (error) {
    if (error.name !== "AbortError") completions.replaceChildren();
  }
}

field?.addEventListener("input", () => {
  clearTimeout(timer);
  const text = field.value;
  if (text.trim().length < 2) {
    completions.replaceChildren();
    return;
  }
  timer = setTimeout(complete, PAUSE, text);
});

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement;
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field?.focus();
  field?.select();
});
