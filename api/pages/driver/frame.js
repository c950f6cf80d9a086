// What every driver page has: what the driver did waits on this phone until the server has it, and
// the pages themselves are kept so that they open without a network.

import { newId } from "../../static/js/ids.js";
import { part, parts } from "../../static/js/parts.js";
import { openQueue, start } from "../../static/js/queue_store.js";
import { play } from "../../static/js/sound.js";
import { text } from "../../static/js/texts.js";
import { toast } from "../../static/js/toast.js";

/** @typedef {import("../../static/js/queue.js").Entry} Entry */

const box = part(document, "#waiting", HTMLElement);
const line = part(box, ".waiting__line", HTMLElement);
const words = part(line, "[data-waiting-words]", HTMLElement);
const conflicts = part(box, "[data-conflicts]", HTMLElement);

export const queue = openQueue(`driver-${box.dataset.driver}`);
let needsLogin = false;
let shownConflicts = 0;

/**
 * Keep something the driver did, and send it as soon as that is possible.
 * @param {string} url @param {object} body @param {string} label what a person calls it
 */
export async function report(url, body, label) {
  const id = newId();
  const occurred_at = new Date().toISOString();
  await queue.add({ id, url, body: { ...body, id, occurred_at }, label });
  const left = (await queue.entries()).find((entry) => entry.id === id);
  if (!left) play("ok");
  else if (left.state === "waiting") {
    play("stored");
    toast(text("driver.stored"));
  }
}

/** Show what waits here and what was not accepted. */
async function show() {
  const entries = await queue.entries();
  const waiting = entries.filter((entry) => entry.state === "waiting").length;
  const refused = entries.filter((entry) => entry.state === "refused");
  if (!waiting) needsLogin = false;
  const said = [];
  if (!navigator.onLine) said.push(text("driver.queue.offline"));
  if (waiting) said.push(text("driver.queue.waiting", { count: waiting }));
  if (needsLogin) said.push(text("driver.queue.login"));
  words.textContent = said.join(" · ");
  line.hidden = said.length === 0;
  conflicts.hidden = refused.length === 0;
  conflicts.querySelector("[data-conflict-list]")?.replaceChildren(...refused.map(conflict));
  box.dataset.state = refused.length ? "refused" : waiting ? "waiting" : "empty";
  box.hidden = said.length === 0 && refused.length === 0;
  if (refused.length > shownConflicts) box.scrollIntoView({ block: "start" });
  shownConflicts = refused.length;
}

/** @param {Entry} entry */
function conflict(entry) {
  const shown = document.createElement("li");
  const what = document.createElement("span");
  what.className = "grow";
  const label = document.createElement("strong");
  label.textContent = entry.label;
  what.append(label, document.createElement("br"), entry.reason ?? "");
  shown.append(what, button("driver.conflicts.again", () => again(entry)), button("driver.conflicts.dismiss", () => queue.dismiss(entry.id)));
  return shown;
}

/** @param {string} code of its words @param {() => unknown} act */
function button(code, act) {
  const made = document.createElement("button");
  made.className = "button";
  made.type = "button";
  made.textContent = text(code);
  made.addEventListener("click", act);
  return made;
}

/** The same once more under a new id: the first answer is for good. @param {Entry} entry */
async function again(entry) {
  await queue.dismiss(entry.id);
  const id = newId();
  await queue.add({ id, url: entry.url, body: { ...entry.body, id }, label: entry.label });
}

/** Install the worker that keeps these pages, and let it fetch today's trips before they are needed. */
async function keepPages() {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register("/driver/sw.js", { scope: "/driver" });
  const { active } = await navigator.serviceWorker.ready;
  const trips = parts(document, "a[data-keep]", HTMLAnchorElement).map((link) => link.pathname);
  active?.postMessage({ keep: ["/driver", location.pathname, ...trips] });
}

/** Have the worker forget this person, and end the session with the server when it can be reached. @param {string} csrf */
async function leave(csrf) {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return;
  const page = new XMLSerializer().serializeToString(leftPage());
  const { port1, port2 } = new MessageChannel();
  const done = new Promise((heard) => {
    port1.addEventListener("message", heard, { once: true });
    port1.start();
    setTimeout(heard, 1500); // a worker that does not answer must not keep anybody logged in
  });
  worker.postMessage({ leave: { csrf, page } }, [port2]);
  await done;
}

/** What this phone shows to whoever opens it without a network after a logout. */
function leftPage() {
  const made = document.implementation.createHTMLDocument(text("driver.left"));
  const said = made.createElement("p");
  said.textContent = text("driver.left");
  made.documentElement.lang = document.documentElement.lang;
  made.body.append(said);
  return made;
}

queue.on("changed", show);
queue.on("failed", async ({ error }) => {
  needsLogin = error.status === 401 || error.code === "csrf.mismatch";
  if (!error.isPassing && !needsLogin) play("stop");
  await show();
});
addEventListener("submit", async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.action.endsWith("/logout")) return;
  // Whoever takes the phone next reads nothing of this driver's day; what waits stays for the next login.
  event.preventDefault();
  await leave(part(form, "[name=csrf]", HTMLInputElement).value);
  if (navigator.onLine) form.submit();
  else location.replace("/driver");
});
addEventListener("online", show);
addEventListener("offline", show);
void show();
void start(queue);
keepPages().catch(() => {}); // without a worker the pages need a network; what was done is kept all the same
