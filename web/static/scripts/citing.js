// What is offered at the sign of a paragraph: its link and its citation, to be copied.
import { copyCitation } from "./copying.js";

const offer = document.getElementById("citing");
const similar = offer?.querySelector("a");
let sign = null;

function open(link) {
  close();
  sign = link;
  const paragraph = sign.closest(".paragraph");
  const address = new URL(similar.href);
  address.searchParams.set("paragraph", paragraph.id.slice(1));
  similar.href = address.href;
  paragraph.append(offer);
  sign.setAttribute("aria-expanded", "true");
  offer.hidden = false;
  offer.querySelector("button").focus();
}

function close({ back = false } = {}) {
  if (!sign) return;
  offer.hidden = true;
  sign.setAttribute("aria-expanded", "false");
  if (back) sign.focus();
  sign = null;
}

if (offer) {
  for (const link of document.querySelectorAll("a.sign[href]")) {
    link.setAttribute("aria-expanded", "false");
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".paragraph > a.sign");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      if (link === sign) close({ back: true });
      else open(link);
    } else if (!offer.contains(event.target)) {
      close();
    }
  });
  offer.addEventListener("click", async (event) => {
    const { form } = event.target.dataset;
    if (!form) return;
    const cited = sign;
    await copyCitation(cited, form);
    close({ back: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close({ back: true });
  });
  offer.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !offer.contains(event.relatedTarget) && event.relatedTarget !== sign) close();
  });
}
