// Live boards: a part of the page asks the server for itself every 2 s, only while it is looked at.
// `<section id="wall" data-poll="/quality">` is replaced by the element with the same id in the answer;
// `data-every` names another pace in ms. Most rounds say `X-Poll: light`: the server may then leave out what
// is dear and changes slowly, and an empty `data-keep` element keeps what is shown under its id.

import { parts } from "./parts.js";

const EVERY_MS = 2000;
const SLOWEST_MS = 30_000;
const FULL_EVERY = 30;

/** Start every board of this page. */
export function pollAll() {
  for (const board of parts(document, "[data-poll]", HTMLElement)) poll(board);
}

/** @param {HTMLElement} board */
function poll(board) {
  const pace_ms = Number(board.dataset.every) || EVERY_MS;
  let shown = "";
  let round = 0;
  let wait_ms = pace_ms;

  async function once() {
    if (document.visibilityState === "visible" && !isBusy(board)) {
      round += 1;
      const fresh = await fetched(board, round % FULL_EVERY !== 0);
      wait_ms = fresh === null ? Math.min(wait_ms * 2, SLOWEST_MS) : pace_ms;
      board.classList.toggle("is-stale", fresh === null);
      const drawn = fresh === null ? shown : markup(fresh);
      if (fresh !== null && drawn !== shown && !isBusy(board)) {
        shown = drawn;
        keep(board, fresh);
        board.replaceChildren(...fresh.childNodes);
        board.dispatchEvent(new CustomEvent("polled", { bubbles: true }));
      }
    }
    if (board.isConnected) setTimeout(once, wait_ms);
  }

  setTimeout(once, pace_ms);
}

/** Only to see whether anything changed. @param {Element} element */
function markup(element) {
  return element.innerHTML; // oxlint-disable-line no-restricted-properties -- read, never written
}

/** What the answer left out stays as it is. @param {HTMLElement} board @param {Element} fresh */
function keep(board, fresh) {
  for (const empty of fresh.querySelectorAll("[data-keep]:empty")) {
    const old = board.querySelector(`#${CSS.escape(empty.id)}`);
    if (old) empty.replaceWith(old);
  }
}

/** Nobody's half-filled form or open menu is taken away under their hands, and no form that leads to
 * another page and is on its way: the one in its place could be sent again. @param {HTMLElement} board */
function isBusy(board) {
  const focused = document.activeElement;
  const inside = focused instanceof Element && board.contains(focused);
  return (
    (inside && focused.matches("input, select, textarea")) ||
    board.querySelector("details[open], form[data-sent]:not([target])") !== null
  );
}

/**
 * @param {HTMLElement} board
 * @param {boolean} isLight
 * @returns {Promise<Element | null>} null when there was no good answer
 */
async function fetched(board, isLight) {
  try {
    const headers = { Accept: "text/html", ...(isLight ? { "X-Poll": "light" } : {}) };
    const answer = await fetch(board.dataset.poll ?? "", { headers });
    if (!answer.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.getElementById(board.id);
  } catch {
    return null;
  }
}
