// Following the matches of a document by keys; what is in other parts is reached by the links of
// the bar, which work without this too.
import { copyCitation, say } from "./copying.js";
import { focusField, isCommand } from "./typing.js";

const bar = document.getElementById("bar");
const article = bar.closest("article");
const matches = [...article.querySelectorAll(".paragraph.match")];
const before = Number(bar.dataset.before);
const total = Number(bar.dataset.total);
const count = document.getElementById("current");
const links = { "-1": bar.querySelector(".previous"), 1: bar.querySelector(".next") };
// The nearest matches before and after this part.
const beyond = { "-1": bar.dataset.ahead, 1: bar.dataset.behind };

function ordinalOf(paragraph) {
  return Number(paragraph.id.slice(1));
}

// By the address: `:target` may be set later than this is run.
function target() {
  const [, id] = /^#(p[1-9]\d*)$/.exec(location.hash) ?? [];
  return id ? document.getElementById(id) : null;
}

// The match that one has come to, or between which two one is (-0.5 is before the first).
function place() {
  const here = target();
  if (!here) return -0.5;
  const exact = matches.indexOf(here);
  if (exact >= 0) return exact;
  return matches.filter((match) => ordinalOf(match) < ordinalOf(here)).length - 0.5;
}

function addressOf(ordinal) {
  const address = new URL(location.href);
  address.searchParams.set("at", ordinal);
  address.hash = `p${ordinal}`;
  return address.href;
}

function follow(by) {
  const here = place();
  const there = by > 0 ? Math.floor(here) + 1 : Math.ceil(here) - 1;
  const match = matches[there];
  if (match) return arrive(match, before + there + 1);
  const further = beyond[by];
  if (further) location.assign(further);
}

function arrive(match, number) {
  location.replace(`#${match.id}`);
  match.focus({ preventScroll: true });
  tell(number);
  const { page } = match.dataset;
  const { dataset } = document.getElementById("said");
  const said = page ? dataset.placeOnPage : dataset.place;
  const written = (value) => value.toLocaleString(document.documentElement.lang);
  say(said.replace("{number}", written(number)).replace("{total}", written(total)).replace("{page}", page));
}

// The count, and the links of the bar, as they are at a match.
function tell(number) {
  if (!count) return;
  count.textContent = number.toLocaleString(document.documentElement.lang);
  const here = number - before - 1;
  for (const by of [-1, 1]) {
    const near = matches[here + by];
    const further = beyond[by];
    const address = near ? addressOf(ordinalOf(near)) : further;
    if (address) links[by].href = address;
    else links[by].removeAttribute("href");
    links[by].toggleAttribute("aria-disabled", false);
    if (!address) links[by].setAttribute("aria-disabled", "true");
  }
}

// A fragment that isn't in this part is in another one.
function arriveByFragment() {
  const [, ordinal] = /^#p([1-9]\d*)$/.exec(location.hash) ?? [];
  if (ordinal && !document.getElementById(`p${ordinal}`) && Number(ordinal) <= Number(article.dataset.total)) {
    const address = new URL(addressOf(ordinal));
    if (address.searchParams.get("at") !== new URLSearchParams(location.search).get("at")) {
      location.replace(address.href);
    }
    return;
  }
  const here = matches.indexOf(target());
  if (here >= 0) tell(before + here + 1);
}

const commands = {
  n: () => follow(1),
  p: () => follow(-1),
  f: () => focusField("find"),
  c: () => {
    const link = (target() ?? matches[0])?.querySelector("a.sign");
    if (link) copyCitation(link, "text");
  },
  s: () => {
    const paragraph = target() ?? matches[0];
    const address = new URL(document.getElementById("alike").dataset.from, location.href);
    if (paragraph) address.searchParams.set("paragraph", ordinalOf(paragraph));
    location.assign(address.href);
  },
};

document.addEventListener("keydown", (event) => {
  if (!isCommand(event) || !Object.hasOwn(commands, event.key)) return;
  event.preventDefault();
  commands[event.key]();
});
for (const [by, link] of Object.entries(links)) {
  link?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const there = Number(by) > 0 ? Math.floor(place()) + 1 : Math.ceil(place()) - 1;
    if (!matches[there]) return;
    event.preventDefault();
    follow(Number(by));
    link.focus();
  });
}
window.addEventListener("hashchange", arriveByFragment);
arriveByFragment();

// The strip beside the text leads to what is near the place where it is touched.
const strip = document.querySelector("svg.ticks");
strip?.addEventListener("click", (event) => {
  const { top, height } = strip.getBoundingClientRect();
  const ordinal = Math.ceil(((event.clientY - top) / height) * Number(article.dataset.total)) || 1;
  const near = (one) => Math.abs(ordinalOf(one) - ordinal);
  const first = article.querySelector(".paragraph");
  const last = [...article.querySelectorAll(".paragraph")].at(-1);
  if (ordinal >= ordinalOf(first) && ordinal <= ordinalOf(last) && matches.length) {
    const match = matches.reduce((best, one) => (near(one) < near(best) ? one : best));
    arrive(match, before + matches.indexOf(match) + 1);
  } else {
    location.assign(addressOf(ordinal));
  }
});

// The bar says the title once that of the page is out of sight.
new IntersectionObserver(([title]) => bar.classList.toggle("alone", !title.isIntersecting)).observe(
  article.querySelector("h1"),
);
