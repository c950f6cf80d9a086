// The page of one flow at one station. The server leads: every reply names the next step and the
// tone, whether the scan came from this browser or from the station's own gun.

import { newId } from "../../../static/js/ids.js";
import { part as partOf, parts, pressed } from "../../../static/js/parts.js";
import { openQueue, start } from "../../../static/js/queue_store.js";
import { listen } from "../../../static/js/scan.js";
import { isReady, play, wake } from "../../../static/js/sound.js";
import { follow } from "../../../static/js/station.js";
import { text } from "../../../static/js/texts.js";
import { split } from "../../../static/js/wedge.js";

const SHOWN = 8;
const SEEN_MAX = 200;
/** What is expected when the page offers waves or trips to begin with. */
const OFFERED = new Set(["order", "trip", "anything"]);
/** A scan unanswered for this long counts as kept here, whatever becomes of it. */
const PATIENCE_MS = 2000;

/**
 * @typedef {import("../../../static/js/queue.js").Entry} Entry
 * @typedef {import("../../../static/js/sound.js").Tone} Tone
 */

const page = partOf(document, "#floor", HTMLElement);
const { station, flow, user } = page.dataset;
/** @type {import("../../../static/js/queue.js").Queue<import("../../../static/js/station.js").Reply>} */
const queue = openQueue(`floor-${user}`);
/**
 * Ids of replies already shown: what this browser scanned also comes back over the stream.
 * @type {Set<string>}
 */
const seen = new Set();
/**
 * Ids of scans of which the person has heard that they are kept here.
 * @type {Set<string>}
 */
const said = new Set();

/** @param {string} name */
const part = (name) => partOf(page, `[data-${name}]`, HTMLElement);

/** One symbol of the sprite, taken from an icon that is on the page. @param {string} name */
function icon(name) {
  const drawn = document.importNode(partOf(document, "svg.icon", SVGElement), true);
  const use = partOf(drawn, "use", SVGElement);
  use.setAttribute("href", use.getAttribute("href")?.replace(/#.*/, `#${name}`) ?? "");
  return drawn;
}

/** @param {HTMLElement} element @param {string} words */
function put(element, words) {
  element.textContent = words;
  element.hidden = !words;
}

/**
 * Names come in both languages; the page's own decides. Without one there is the code.
 * @param {import("../../../static/js/station.js").Next} next
 * @param {"item" | "shop"} field
 */
function named(next, field) {
  const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  return next[`${field}_${language}`] ?? next[field] ?? "";
}

/** The big next step: what to scan, where, what, how many are left. @param {import("../../../static/js/station.js").Step} step */
function showStep({ expects = "anything", data = {} }) {
  const next = data.next ?? data;
  put(part("step-title"), text(`floor_page.expects.${expects}`));
  /** @type {Record<string, string | undefined>} */
  const places = { place: next.suggested, lot: next.place, parcel: next.next_sscc };
  put(part("step-place"), places[expects] ?? "");
  const amount = next.unit === "pc" ? `${next.amount} ${text("unit.pc")}` : next.amount;
  const good = [named(next, "item"), next.amount && amount, next.lot && text("floor_page.lot", { lot: next.lot })];
  /** @type {Record<string, (string | undefined)[]>} */
  const details = { place: good, lot: good, weight: good, parcel: [next.plate, named(next, "shop")] };
  put(part("step-detail"), (details[expects] ?? []).filter(Boolean).join(" · "));
  put(part("step-left"), next.left ? text("floor_page.left", { left: next.left }) : "");
  for (const offers of parts(page, "[data-offers]", HTMLElement)) offers.hidden = !OFFERED.has(expects);
}

/** @param {Tone} tone @param {string} words */
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
  for (const old of [...part("history").children].slice(SHOWN)) old.remove();
}

/** What the server says, to whomever. @param {import("../../../static/js/station.js").Reply} reply */
function onReply(reply) {
  if (seen.has(reply.id)) return;
  seen.add(reply.id);
  for (const oldest of [...seen].slice(0, -SEEN_MAX)) seen.delete(oldest);
  play(reply.tone);
  showAnswer(reply.tone, reply.text);
  if (reply.expects) showStep(reply);
}

/** @param {import("../../../static/js/wedge.js").Scan} scan */
async function onScan({ code, aim }) {
  const id = newId();
  const body = { id, code, aim, station, occurred_at: new Date().toISOString() };
  setTimeout(() => sayIfWaiting(id), queue.isAway ? 0 : PATIENCE_MS);
  await queue.add({ id, url: "/v1/scans", body, label: code });
  if (queue.isAway) await sayIfWaiting(id);
}

/** A scan without an answer is kept here; the person hears that once and goes on. @param {string} id */
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

/** @param {Entry} entry */
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

queue.on("changed", showQueue);
queue.on("answered", ({ reply }) => onReply(reply));
queue.on("failed", ({ error }) => {
  if (error.isPassing) return;
  play("stop");
  showAnswer("stop", error.message);
});

listen(onScan, () => {
  play("stop");
  showAnswer("stop", text("floor_page.cut"));
});
page.addEventListener("click", (event) => {
  const button = pressed(event, "[data-code]", HTMLElement);
  if (button) void onScan({ code: button.dataset.code ?? "", aim: null });
});
part("by-hand").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = partOf(page, "[data-by-hand] [name=code]", HTMLInputElement);
  const scan = split(field.value.trim());
  if (scan.code) void onScan(scan);
  field.value = "";
});
for (const form of parts(page, "[data-amount]", HTMLFormElement)) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const number = partOf(form, "[name=number]", HTMLInputElement);
    const unit = partOf(form, "[name=unit]", HTMLSelectElement).value;
    const typed = number.value.trim();
    if (typed) void onScan({ code: `QTY-${typed}${unit}`, aim: null });
    number.value = "";
  });
}
part("sound").addEventListener("click", () => wake().then(showSound));
for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => setTimeout(showSound, 50), { passive: true });

/** @type {import("../../../static/js/station.js").Step} */
const current = JSON.parse(page.dataset.current ?? "{}");
showStep(current);
showSound();
void showQueue();
void start(queue).then(() => {
  // A browser of its own begins the flow that was chosen; a gun is never taken out of its work.
  if (current.flow !== flow && (!("live" in page.dataset) || current.flow === "idle")) {
    void onScan({ code: `CMD-${flow?.toUpperCase()}`, aim: null });
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
