// The keys of every page: "/" reaches the field, "j" and "k" go through hits, "?" lists them all.
import { copyCitation } from "./copying.js";
import { focusField, isCommand } from "./typing.js";

const hits = [...document.querySelectorAll("article.hit")];

function current() {
  return hits.findIndex((hit) => hit.contains(document.activeElement));
}

// From the hit that has the focus; where none has, from what is in sight, as after coming back.
function step(by) {
  const here = current();
  const there = here >= 0 ? hits[here + by] : by > 0 ? hits.find(begins) : hits.findLast(hasBegun);
  there?.querySelector("h2 a")?.focus();
}

function begins(hit) {
  return hit.getBoundingClientRect().top >= 0;
}

function hasBegun(hit) {
  return hit.getBoundingClientRect().top < window.innerHeight;
}

// The permanent link of the passage that the focus is in, or else of its hit's first one.
function lasting() {
  const within = document.activeElement?.closest(".passage")?.querySelector("a.lasting");
  return within ?? hits[current()]?.querySelector("a.lasting");
}

function similarTo(link) {
  const place = new URL(link.href).searchParams.get("at") ?? "";
  const [, id, ordinal] = /^(.*)#p(\d+)$/s.exec(place) ?? [];
  if (!id) return;
  const lang = new URLSearchParams(location.search).get("lang");
  const path = id.split("/").map(encodeURIComponent).join("/");
  location.assign(`/similar/${path}?paragraph=${ordinal}${lang ? `&lang=${lang}` : ""}`);
}

async function list() {
  const known = document.getElementById("list-of-keys");
  if (known) return known.open ? known.close() : known.showModal();
  const lang = document.documentElement.lang;
  const answer = await fetch(`/keys?lang=${lang}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const dialog = document.createElement("dialog");
  dialog.id = "list-of-keys";
  const heading = document.createElement("h2");
  heading.id = "name-of-list";
  heading.textContent = page.querySelector("h1").textContent;
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.tabIndex = -1;
  dialog.append(heading, page.getElementById("keys"));
  dialog.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

const commands = {
  "/": () => focusField("q"),
  "?": list,
};
if (hits.length) {
  Object.assign(commands, {
    j: () => step(1),
    k: () => step(-1),
    c: () => {
      const link = lasting();
      if (link) copyCitation(link, "text");
    },
    s: () => {
      const link = lasting();
      if (link) similarTo(link);
    },
  });
}

document.addEventListener("keydown", (event) => {
  if (!isCommand(event) || !Object.hasOwn(commands, event.key)) return;
  event.preventDefault();
  commands[event.key]();
});
