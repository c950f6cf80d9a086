// The review queue by keyboard: j and k move, a approves, x chooses, Enter opens. Without this
// module every order has its buttons.

import { parts } from "../../../static/js/parts.js";

const PLACE = "office.queue.place";

const queue = document.querySelector("[data-queue]");
const orders = queue ? parts(queue, "[data-order]", HTMLElement) : [];
let here = Math.min(Number(sessionStorage.getItem(PLACE) ?? 0) || 0, orders.length - 1);

/** @param {number} index */
function goTo(index) {
  if (!orders.length) return;
  orders[here]?.removeAttribute("aria-current");
  here = Math.max(0, Math.min(index, orders.length - 1));
  sessionStorage.setItem(PLACE, String(here));
  orders[here]?.setAttribute("aria-current", "true");
  orders[here]?.scrollIntoView({ block: "nearest" });
}

/** @param {string} selector of the thing to press in the current order */
function press(selector) {
  const thing = orders[here]?.querySelector(selector);
  if (thing instanceof HTMLElement) thing.click();
}

/** @type {Record<string, () => void>} */
const KEYS = {
  j: () => goTo(here + 1),
  k: () => goTo(here - 1),
  a: () => press("[data-approve]"),
  x: () => press("input[type=checkbox]"),
  Enter: () => press("[data-open]"),
};

addEventListener("keydown", (event) => {
  const isTyping = event.target instanceof Element && event.target.closest("input:not([type=checkbox]), select, textarea, button, a");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  KEYS[event.key]?.();
});

addEventListener("change", (event) => {
  const all = event.target;
  if (!(all instanceof HTMLInputElement) || !("chooseAll" in all.dataset)) return;
  for (const box of parts(document, "input[data-clean]", HTMLInputElement)) box.checked = all.checked;
});

if (orders.length && sessionStorage.getItem(PLACE) !== null) goTo(here);
