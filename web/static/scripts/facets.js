// Where the facets stand beside the hits there is room to have them open. The page works without.
const beside = window.matchMedia("(min-width: 72rem)");

function open() {
  for (const facet of document.querySelectorAll(".narrowing > details")) facet.open = beside.matches;
  document.querySelector(".narrowing")?.classList.add("kept-open");
}

if (beside.matches) open();
beside.addEventListener("change", open);
