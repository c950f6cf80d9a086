// What every page needs and no page is about: small conveniences on plain forms.
// Without this module every form still works.

import { toast } from "./toast.js";
import { parts, pressed } from "./parts.js";
import { pollAll } from "./poll.js";

/** A second press of a button that has already sent its form does nothing. @param {SubmitEvent} event */
function sendOnce(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // Back from the browser's page cache, the form may be sent again.
  addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
}

/** What this browser keeps of a person goes when they log out; how pages look and what waits to be sent stays. @param {SubmitEvent} event */
function forgetPerson(event) {
  if (!(event.target instanceof HTMLFormElement) || !event.target.action.endsWith("/logout")) return;
  try {
    sessionStorage.clear();
    for (const key of Object.keys(localStorage)) if (key !== "theme") localStorage.removeItem(key);
  } catch {
    // no storage: nothing was kept
  }
}

/** `<select data-submits>` and date fields send their form when changed. @param {Event} event */
function submitOnChange(event) {
  const field = event.target;
  if (field instanceof Element && field.matches("[data-submits]")) {
    field.closest("form")?.requestSubmit();
  }
}

/**
 * `data-print` prints this page, `data-back` returns to the one before, `data-copy="…"` copies a text.
 * @param {Event} event
 */
async function smallActions(event) {
  if (pressed(event, "[data-print]", Element)) window.print();
  if (pressed(event, "[data-back]", Element)) history.back();
  const copied = pressed(event, "[data-copy]", HTMLElement);
  if (copied) {
    await navigator.clipboard.writeText(copied.dataset.copy ?? "");
    if (copied.dataset.copied) toast(copied.dataset.copied, "ok");
  }
}

addEventListener("submit", sendOnce);
addEventListener("submit", forgetPerson);
addEventListener("change", submitOnChange);
addEventListener("click", smallActions);
// Without a page before there is nowhere to go back to.
for (const back of parts(document, "[data-back]", HTMLElement)) back.hidden = history.length < 2;
pollAll();
