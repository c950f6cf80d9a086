// The page of one flow at one station. The server leads: every reply names the next step and the
// tone, whether the scan came from this browser or from the station's own gun.

import { newId } from "../../../js/ids.js";
import { Queue } from "../../../js/queue.js";
import { listen, split } from "../../../js/scan.js";
import { isReady, play, wake } from "../../../js/sound.js";
import { follow } from "../../../js/station.js";
import { text } from "../../../js/texts.js";

const SHOWN = 8;
const SEEN_MAX = 200;
/** A scan unanswered for this long counts as kept here, whatever becomes of it. */
const PATIENCE_MS = 2000;

const page = /** @type {HTMLElement} */ (document.getElementById("floor"));
const { station, flow, user } = page.dataset;
const queue = new Queue(`floor-${user}`);
/** Ids of replies already shown: what this browser scanned also comes back over the stream. */
const seen = new Set();
/** Ids of scans of which the person has heard that they are kept here. */
const said = new Set();

/** @param {string} name @returns {any} */
const part = (name) => page.querySelector(`[data-${name}]`);

/** One symbol of the sprite, taken from an icon that is on the page. */
function icon(name) {
  const drawn = /** @type {SVGElement} */ (document.querySelector("svg.icon")).cloneNode(true);
  const use = /** @type {SVGElement} */ (drawn).querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${name}`));
  return drawn;
}

function put(element, words) {
  element.textContent = words;
  element.hidden = !words;
}

/** Names come in both languages; the page's own decides. */
function named(data, field) {
  return data[`${field}_${document.documentElement.lang.slice(0, 2)}`] ?? data[field] ?? "";
}

/** The big next step: what to scan, where, what, how many are left. */
function showStep({ expects = "anything", data = {} }) {
  const next = data.next ?? data;
  put(part("step-title"), text(`floor_page.expects.${expects}`));
  const place = { place: next.suggested, lot: next.place, parcel: next.next_sscc }[expects];
  put(part("step-place"), place ?? "");
  const amount = next.unit === "pc" ? `${next.amount} ${text("unit.pc")}` : next.amount;
  const good = [named(next, "item"), next.amount && amount, next.lot && text("floor_page.lot", { lot: next.lot })];
  const details = { place: good, lot: good, weight: good, parcel: [next.plate, named(next, "shop")] }[expects] ?? [];
  put(part("step-detail"), details.filter(Boolean).join(" · "));
  put(part("step-left"), next.left ? text("floor_page.left", { left: next.left }) : "");
  const offers = part("offers");
  if (offers) offers.hidden = !["order", "trip", "anything"].includes(expects);
}

function showAnswer(tone, words) {
  const answer = part("answer");
  answer.className = `answer answer--${tone} answer--new`;
  answer.replaceChildren(icon(tone), Object.assign(document.createElement("span"), { textContent: words }));
  answer.hidden = false;
  const line = document.createElement("li");
  const time = Object.assign(document.createElement("time"), { textContent: new Date().toLocaleTimeString([], { hour12: false }) });
  const mark = icon(tone);
  mark.classList.add(tone);
  line.append(mark, Object.assign(document.createElement("span"), { className: "grow", textContent: words }), time);
  part("history").prepend(line);
  while (part("history").children.length > SHOWN) part("history").lastElementChild.remove();
}

/** @param {any} reply what the server says, to whomever */
function onReply(reply) {
  if (seen.has(reply.id)) return;
  seen.add(reply.id);
  if (seen.size > SEEN_MAX) seen.delete(seen.values().next().value);
  play(reply.tone);
  showAnswer(reply.tone, reply.text);
  if (reply.expects) showStep(reply);
}

/** @param {{code: string, aim: string | null}} scan */
async function onScan({ code, aim }) {
  const id = newId();
  const body = { id, code, aim, station, occurred_at: new Date().toISOString() };
  setTimeout(() => sayIfWaiting(id), queue.isAway ? 0 : PATIENCE_MS);
  await queue.add({ id, url: "/v1/scans", body, label: code });
  if (queue.isAway) await sayIfWaiting(id);
}

/** A scan without an answer is kept here; the person hears that once and goes on. */
async function sayIfWaiting(id) {
  const entry = (await queue.entries()).find((each) => each.id === id);
  if (entry?.state !== "waiting" || said.has(id)) return;
  said.add(id);
  play("stored");
  showAnswer("stored", text("floor_page.stored"));
}

async function showQueue() {
  const entries = await queue.entries();
  const waiting = entries.filter((entry) => entry.state === "waiting").length;
  const state = part("queue-state");
  state.classList.toggle("queue-state--offline", waiting > 0);
  const words = waiting ? text("floor_page.queue.waiting", { count: waiting }) : text("floor_page.queue.clear");
  state.replaceChildren(icon(waiting ? "cloud-off" : "ok"), Object.assign(document.createElement("span"), { textContent: words }));
  const refused = entries.filter((entry) => entry.state === "refused");
  part("refused").hidden = refused.length === 0;
  part("refused").replaceChildren(...refused.map(refusedLine));
}

function refusedLine(entry) {
  const line = document.createElement("li");
  const words = `${text("floor_page.refused")}: ${entry.label} – ${entry.reason}`;
  const button = Object.assign(document.createElement("button"), { className: "button", type: "button", textContent: text("floor_page.dismiss") });
  button.addEventListener("click", () => queue.dismiss(entry.id));
  line.append(icon("stop"), Object.assign(document.createElement("span"), { className: "grow", textContent: words }), button);
  return line;
}

function showSound() {
  part("sound").hidden = isReady();
}

queue.addEventListener("changed", showQueue);
queue.addEventListener("answered", (event) => onReply(event.detail.reply));
queue.addEventListener("failed", (event) => {
  const { error } = event.detail;
  if (error.isPassing) return;
  play("stop");
  showAnswer("stop", error.message);
});

listen(onScan);
page.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("[data-code]") : null;
  if (pressed instanceof HTMLElement) onScan({ code: pressed.dataset.code ?? "", aim: null });
});
part("by-hand").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = event.target.elements.namedItem("code");
  const scan = split(field.value.trim());
  if (scan.code) onScan(scan);
  field.value = "";
});
part("sound").addEventListener("click", () => wake().then(showSound));
for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => setTimeout(showSound, 50), { passive: true });

const current = JSON.parse(page.dataset.current ?? "{}");
showStep(current);
showSound();
showQueue();
queue.start().then(() => {
  // A browser of its own begins the flow that was chosen; a gun is never taken out of its work.
  if (current.flow !== flow && (!("live" in page.dataset) || current.flow === "idle")) {
    onScan({ code: `CMD-${flow?.toUpperCase()}`, aim: null });
  }
});
if ("live" in page.dataset) {
  const state = part("live-state");
  follow(station ?? "", {
    onReply,
    onState: (connected) => {
      state.classList.toggle("badge--ok", connected);
      state.classList.toggle("badge--stop", !connected);
      state.title = text(connected ? "floor_page.live" : "floor_page.not_live");
    },
  });
}
