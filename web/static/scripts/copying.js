// Puts text into the clipboard, and tells what happened to whoever listens or looks.
const region = document.getElementById("said");

// For who listens; shown for a moment where nothing else on the page shows it.
export function say(text, { shown = false } = {}) {
  if (!region) return;
  region.textContent = text;
  region.classList.toggle("shown", shown);
  clearTimeout(say.timer);
  if (shown) say.timer = setTimeout(() => region.classList.remove("shown"), 2000);
}

// Sites without encryption have no clipboard of their own: what is chosen in a field is copied.
function copyChosen(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  const before = document.activeElement;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  before?.focus({ preventScroll: true });
  return done;
}

export async function copy(text) {
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    done = copyChosen(text);
  }
  say(done ? region.dataset.copied : region.dataset.failed, { shown: true });
}

// The address of a passage's citation in a form, from its permanent link or its sign.
export function citationOf(link, form) {
  const address = new URL(link.href);
  if (!address.pathname.endsWith("/cite")) address.pathname += "/cite";
  if (form === "link") {
    address.pathname = address.pathname.replace(/\/cite$/, "");
    address.searchParams.delete("lang");
  } else {
    address.searchParams.set("as", form);
    address.searchParams.set("lang", document.documentElement.lang);
  }
  return address.href;
}

export async function copyCitation(link, form) {
  const address = citationOf(link, form);
  if (form === "link") return copy(address);
  const answer = await fetch(address);
  if (!answer.ok) return say(region.dataset.failed, { shown: true });
  return copy((await answer.text()).trimEnd());
}
