// What is like a document, at its foot, once somebody comes near it.
const foot = document.getElementById("alike");
const language = new URLSearchParams(location.search).get("lang");

async function fill() {
  const address = new URL(foot.dataset.from, location.href);
  if (language) address.searchParams.set("lang", language);
  const answer = await fetch(address.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = page.getElementById("alike");
  if (!list) return;
  list.removeAttribute("id");
  // In letters that the page may have nothing else in: shown in others first, the list would move.
  await document.fonts.load(`600 1em ${getComputedStyle(foot).fontFamily}`);
  foot.append(list);
}

if (foot) {
  const watch = new IntersectionObserver(
    ([seen]) => {
      if (!seen.isIntersecting) return;
      watch.disconnect();
      fill();
    },
    { rootMargin: "300px" },
  );
  watch.observe(foot);
}
