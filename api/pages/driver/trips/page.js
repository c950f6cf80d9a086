// One trip on the driver's phone: where to go now, and what was done at each stop. What the server
// knows, what it has confirmed since this page was made, and what still waits here are one picture.

import { queue, report } from "../frame.js";
import { Door } from "./door.js";
import { toast } from "../../../js/toast.js";
import { text } from "../../../js/texts.js";

const page = /** @type {HTMLElement} */ (document.getElementById("trip"));
const id = page.dataset.trip;
const memory = `driver-trip:${id}`;
let stops = [...page.querySelectorAll("[data-stop]")].map((item) => ({
  item,
  id: Number(item.dataset.stop),
  name: item.dataset.name ?? "",
  known: item.dataset.state ?? "planned",
  door: new Door(item),
}));
let tripState = page.dataset.state ?? "planned";
let shownNext = 0;

/** What the server has confirmed since this page was made; the page may come from the phone. */
function confirmed() {
  try {
    return JSON.parse(localStorage.getItem(memory) ?? "{}");
  } catch {
    return {};
  }
}

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
  part("[data-done]").textContent = text("driver.stops.done", { done, total: stops.length });
  const all = trip === "departed" && done === stops.length ? "all-done" : trip;
  for (const section of page.querySelectorAll("[data-when]")) {
    section.hidden = !section.dataset.when.split(" ").includes(all);
  }
  if (next && next.id !== shownNext) unfold(next);
}

function stateOf(stop, since, waiting) {
  const said = [stop.known, since[`stop:${stop.id}`]];
  if (said.includes("done")) return "done";
  if (waiting.some((entry) => entry.body.stop_id === stop.id)) return "stored";
  const hasArrived = said.includes("arrived") || waiting.some((entry) => entry.url === arrivalOf(stop));
  return hasArrived ? "arrived" : "planned";
}

function tripStateOf(since, waiting) {
  const said = [tripState, since.trip];
  for (const [state, url] of [["returned", actOf("return")], ["departed", actOf("departure")]]) {
    if (said.includes(state) || waiting.some((entry) => entry.url === url)) return state;
  }
  return tripState;
}

function isDone(stop) {
  return stop.state === "done" || stop.state === "stored";
}

/** The next stop comes into view by itself. */
function unfold(next) {
  for (const stop of stops) stop.item.querySelector("details").open = stop === next;
  if (shownNext) next.item.scrollIntoView({ block: "start" });
  shownNext = next.id;
}

/** @param {MouseEvent} event */
async function press(event) {
  const button = event.target instanceof Element ? event.target.closest("[data-act]") : null;
  if (!(button instanceof HTMLButtonElement) || button.disabled) return;
  event.preventDefault();
  button.disabled = true;
  try {
    const stop = stops.find((one) => one.item.contains(button));
    await acts[button.dataset.act ?? ""](stop);
    await show();
  } finally {
    button.disabled = false;
  }
}

const acts = {
  departure: () => report(actOf("departure"), { reason: part('[name="reason"]').value.trim() || null }, text("driver.did.departure")),
  return: () => report(actOf("return"), {}, text("driver.did.return")),
  arrival: (stop) => {
    stop.door.locate();
    return report(arrivalOf(stop), {}, text("driver.did.arrival", { shop: stop.name }));
  },
  proof: async (stop) => {
    const proof = stop.door.proof();
    if (proof) await report("/v1/proofs", { ...proof, stop_id: stop.id }, text("driver.did.proof", { shop: stop.name }));
  },
};

/** The server has it: remember that, also for the next time without a network. */
async function answered({ entry }) {
  const stop = stops.find((one) => one.id === entry.body.stop_id || arrivalOf(one) === entry.url);
  if (entry.url === actOf("departure")) remember({ trip: "departed" });
  else if (entry.url === actOf("return")) remember({ trip: "returned" });
  else if (stop) remember({ [`stop:${stop.id}`]: entry.url === "/v1/proofs" ? "done" : "arrived" });
  await show();
  if (!(await queue.entries()).length) await refresh();
}

/** Not everything is aboard: ask why the trip leaves all the same. Otherwise see what the server knows. */
async function refused({ entry, error }) {
  if (error.isPassing) return;
  if (entry.url === actOf("departure") && error.code === "trip.not_loaded") {
    queue.addEventListener("changed", () => queue.dismiss(entry.id), { once: true });
    part("[data-forced]").hidden = false;
    part('[data-act="departure"] span').textContent = text("driver.depart.anyway");
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

function actOf(what) {
  return `/v1/trips/${id}/${what}`;
}

function arrivalOf(stop) {
  return `/v1/stops/${stop.id}/arrival`;
}

/** @param {string} selector @returns {any} */
function part(selector) {
  return page.querySelector(selector);
}

async function drawMap(event) {
  const place = event.target.querySelector("[data-later]");
  if (!event.target.open || !place) return;
  place.dataset.map = place.dataset.later;
  delete place.dataset.later;
  await import("../../../js/map.js");
}

page.addEventListener("click", press);
page.addEventListener("submit", (event) => event.preventDefault());
part("[data-map-fold]").addEventListener("toggle", drawMap);
queue.addEventListener("answered", (event) => answered(event.detail));
queue.addEventListener("failed", (event) => refused(event.detail));
queue.addEventListener("changed", show);
show();
