// One trip on the driver's phone: where to go now, and what was done at each stop. What the server
// knows, what it has confirmed since this page was made, and what still waits here are one picture.

import { queue, report } from "../frame.js";
import { Door } from "./door.js";
import { part, parts, pressed } from "../../../static/js/parts.js";
import { toast } from "../../../static/js/toast.js";
import { text } from "../../../static/js/texts.js";

/**
 * @typedef {import("../../../static/js/queue.js").Entry} Entry
 * @typedef {Record<string, string>} Since what the server has confirmed: `trip`, and `stop:…` by id
 *
 * One stop: what the page said of it, and what is shown of it now.
 * @typedef {object} Stop
 * @property {HTMLElement} item
 * @property {number} id
 * @property {string} name
 * @property {string} known
 * @property {string} state
 * @property {Door} door
 */

const page = part(document, "#trip", HTMLElement);
const fold = part(page, "[data-map-fold]", HTMLDetailsElement);
const id = page.dataset.trip;
const memory = `driver-trip:${id}`;
let stops = parts(page, "[data-stop]", HTMLElement).map(stopOf);
let tripState = page.dataset.state ?? "planned";
let shownNext = 0;

/** @param {HTMLElement} item @returns {Stop} */
function stopOf(item) {
  const known = item.dataset.state ?? "planned";
  return { item, id: Number(item.dataset.stop), name: item.dataset.name ?? "", known, state: known, door: new Door(item) };
}

/** What the server has confirmed since this page was made; the page may come from the phone. @returns {Since} */
function confirmed() {
  try {
    return JSON.parse(localStorage.getItem(memory) ?? "{}");
  } catch {
    return {};
  }
}

/** @param {Since} change */
function remember(change) {
  try {
    localStorage.setItem(memory, JSON.stringify({ ...confirmed(), ...change }));
  } catch {
    // the next answer of the server says it again
  }
}

/** Everything on the page follows from what is known now. */
async function show() {
  const since = confirmed();
  const waiting = (await queue.entries()).filter((entry) => entry.state === "waiting");
  for (const stop of stops) stop.state = stateOf(stop, since, waiting);
  const trip = tripStateOf(since, waiting);
  const next = trip === "departed" ? stops.find((stop) => !isDone(stop)) : undefined;
  for (const stop of stops) {
    stop.item.dataset.state = stop.state;
    stop.item.classList.toggle("stop--next", stop === next);
    if (stop.state === "arrived") stop.door.open();
  }
  page.dataset.state = trip;
  const done = stops.filter(isDone).length;
  part(page, "[data-done]", HTMLElement).textContent = text("driver.stops.done", { done, total: stops.length });
  const all = trip === "departed" && done === stops.length ? "all-done" : trip;
  for (const section of parts(page, "[data-when]", HTMLElement)) {
    section.hidden = !section.dataset.when?.split(" ").includes(all);
  }
  if (next && next.id !== shownNext) unfold(next);
}

/** @param {Stop} stop @param {Since} since @param {Entry[]} waiting */
function stateOf(stop, since, waiting) {
  const said = [stop.known, since[`stop:${stop.id}`]];
  if (said.includes("done")) return "done";
  if (waiting.some((entry) => entry.body.stop_id === stop.id)) return "stored";
  const hasArrived = said.includes("arrived") || waiting.some((entry) => entry.url === arrivalOf(stop));
  return hasArrived ? "arrived" : "planned";
}

/** @param {Since} since @param {Entry[]} waiting */
function tripStateOf(since, waiting) {
  const has = (/** @type {string} */ state, /** @type {string} */ by) =>
    [tripState, since.trip].includes(state) || waiting.some((entry) => entry.url === actOf(by));
  if (has("returned", "return")) return "returned";
  return has("departed", "departure") ? "departed" : tripState;
}

/** @param {Stop} stop */
function isDone(stop) {
  return stop.state === "done" || stop.state === "stored";
}

/** The next stop comes into view by itself. @param {Stop} next */
function unfold(next) {
  for (const stop of stops) part(stop.item, "details", HTMLDetailsElement).open = stop === next;
  if (shownNext) next.item.scrollIntoView({ block: "start" });
  shownNext = next.id;
}

/** @param {MouseEvent} event */
async function press(event) {
  const button = pressed(event, "[data-act]", HTMLButtonElement);
  if (!button || button.disabled) return;
  event.preventDefault();
  button.disabled = true;
  try {
    await act(button.dataset.act ?? "", stops.find((one) => one.item.contains(button)));
    await show();
  } finally {
    button.disabled = false;
  }
}

/** @param {string} name @param {Stop} [stop] the one whose button it is */
async function act(name, stop) {
  if (name === "departure") await depart();
  else if (name === "return") await report(actOf("return"), {}, text("driver.did.return"));
  else if (stop && name === "arrival") await arrive(stop);
  else if (stop && name === "proof") await prove(stop);
}

function depart() {
  const reason = part(page, '[name="reason"]', HTMLInputElement).value.trim() || null;
  return report(actOf("departure"), { reason }, text("driver.did.departure"));
}

/** @param {Stop} stop */
function arrive(stop) {
  stop.door.locate();
  return report(arrivalOf(stop), {}, text("driver.did.arrival", { shop: stop.name }));
}

/** @param {Stop} stop */
async function prove(stop) {
  const proof = stop.door.proof();
  if (proof) await report("/v1/proofs", { ...proof, stop_id: stop.id }, text("driver.did.proof", { shop: stop.name }));
}

/** The server has it: remember that, also for the next time without a network. @param {{entry: Entry}} told */
async function answered({ entry }) {
  const stop = stops.find((one) => one.id === entry.body.stop_id || arrivalOf(one) === entry.url);
  if (entry.url === actOf("departure")) remember({ trip: "departed" });
  else if (entry.url === actOf("return")) remember({ trip: "returned" });
  else if (stop) remember({ [`stop:${stop.id}`]: entry.url === "/v1/proofs" ? "done" : "arrived" });
  await show();
  if (!(await queue.entries()).length) await refresh();
}

/**
 * Not everything is aboard: ask why the trip leaves all the same. Otherwise see what the server knows.
 * @param {import("../../../static/js/queue.js").Told["failed"]} told
 */
async function refused({ entry, error }) {
  if (error.isPassing) return;
  if (entry.url === actOf("departure") && error.code === "trip.not_loaded") {
    queue.on("changed", () => queue.dismiss(entry.id), { once: true });
    part(page, "[data-forced]", HTMLElement).hidden = false;
    part(page, '[data-act="departure"] span', HTMLElement).textContent = text("driver.depart.anyway");
    const orders = (error.details.missing ?? []).map((one) => one.number).join(", ");
    toast(`${error.message}: ${orders}`, "stop");
  }
  await refresh();
}

/** The page as the server has it now: the worker keeps it, and what happened meanwhile shows here. */
async function refresh() {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  tripState = fresh.getElementById("trip")?.dataset.state ?? tripState;
  for (const stop of stops) {
    const now = fresh.getElementById(stop.item.id);
    if (now) stop.known = now.dataset.state ?? stop.known;
    else stop.item.remove(); // left behind: another trip brings it
  }
  stops = stops.filter((stop) => stop.item.isConnected);
  await show();
}

/** @param {string} what */
function actOf(what) {
  return `/v1/trips/${id}/${what}`;
}

/** @param {Stop} stop */
function arrivalOf(stop) {
  return `/v1/stops/${stop.id}/arrival`;
}

async function drawMap() {
  const [place] = parts(fold, "[data-later]", HTMLElement);
  if (!fold.open || !place) return;
  place.dataset.map = place.dataset.later;
  delete place.dataset.later;
  await import("../../../static/js/map.js");
}

page.addEventListener("click", press);
page.addEventListener("submit", (event) => event.preventDefault());
fold.addEventListener("toggle", drawMap);
queue.on("answered", answered);
queue.on("failed", refused);
queue.on("changed", show);
void show();
