// The order page: choose, check, send. The draft stays on the phone until the server has the order,
// and goes out under one id, so that pressing twice or losing the answer never makes two orders.

import { call, Problem } from "../../../static/js/api.js";
import { newId } from "../../../static/js/ids.js";
import { part as partOf, parts, pressed } from "../../../static/js/parts.js";
import { DraftKeeper } from "./draft.js";
import { Finder, Good } from "./goods.js";
import { text } from "../../../static/js/texts.js";

const form = partOf(document, "#order", HTMLFormElement);
const goods = parts(form, "[data-item]", HTMLElement).map((row) => new Good(row));
const remark = partOf(form, "[name=note]", HTMLTextAreaElement);
const byId = new Map(goods.map((good) => [good.id, good]));
const finder = new Finder(form, goods);
const keeper = new DraftKeeper(form.dataset.shop ?? "");
const editing = form.dataset.order ?? "";
/** @type {import("./draft.js").Draft} */
const draft = editing ? { client_id: newId(), packs: {}, kind: "standard", note: "" } : keeper.read();
let isSending = false;
let lastWish = 0;

start();

function start() {
  if (form.dataset.filled === "repeat") {
    draft.client_id = newId();
    history.replaceState(null, "", location.pathname);
  } else if (!editing) {
    restore();
  }
  form.addEventListener("input", () => changed());
  form.addEventListener("click", press);
  form.addEventListener("submit", submit);
  form.querySelector("[data-slot]")?.addEventListener("change", () => promise());
  addEventListener("popstate", () => view(location.hash === "#check"));
  if (location.hash === "#check") history.replaceState(null, "", location.pathname);
  changed();
}

function restore() {
  for (const [id, packs] of Object.entries(draft.packs)) {
    const good = byId.get(Number(id));
    if (good) good.packs = packs;
  }
  remark.value ||= draft.note;
  for (const choice of parts(form, `[name="kind"][value="${draft.kind}"]`, HTMLInputElement)) choice.checked = true;
  if (chosen().length) part("[data-draft]").hidden = false;
}

/** After every key and press: sums, and the draft. */
function changed() {
  for (const good of goods) {
    good.row.classList.toggle("good-row--chosen", good.packs > 0);
    good.sum.textContent = good.packs ? `${quantity(good)} · ${money(good.cents)}` : "";
    if (!good.packs) good.complain("");
  }
  const taken = chosen();
  const weight = `${kilograms(sum(taken, (good) => good.weight_g))} kg`;
  part("[data-total]").textContent = money(sum(taken, (good) => good.cents));
  part("[data-lines]").textContent = text("shop.review.lines", { lines: taken.length, weight });
  button('[data-view="check"]').disabled = taken.length === 0;
  button("[data-send]").disabled = taken.length === 0;
  if (editing) return;
  draft.packs = Object.fromEntries(taken.map((good) => [good.id, good.packs]));
  draft.kind = kind();
  draft.note = remark.value;
  keeper.keep(draft);
}

/** @param {Event} event */
function press(event) {
  const step = pressed(event, "[data-step]", HTMLElement);
  const good = goods.find((each) => step && each.row.contains(step));
  if (step && good) {
    good.packs = Math.max(0, good.packs + Number(step.dataset.step));
    changed();
  }
  const to = pressed(event, "[data-view]", HTMLElement);
  if (to) {
    if (to.dataset.view === "check") history.pushState(null, "", "#check");
    else history.back();
    view(to.dataset.view === "check");
  }
  if (pressed(event, "[data-empty]", Element)) empty();
}

function empty() {
  for (const good of goods) good.packs = 0;
  remark.value = "";
  part("[data-draft]").hidden = true;
  keeper.forget();
  draft.client_id = newId();
  changed();
}

/** @param {boolean} isCheck only what is chosen, when it comes, and the button that sends it */
function view(isCheck) {
  finder.showAll();
  form.classList.toggle("is-check", isCheck);
  const heading = part("[data-heading]");
  heading.textContent = (isCheck ? heading.dataset.check : heading.dataset.goods) ?? "";
  scrollTo({ top: 0 });
  heading.focus({ preventScroll: true });
}

/** What the wished day and hours would mean, before anything is sent. Only the last wish counts:
 * answers may come in another order than they were asked for. */
async function promise() {
  const mine = ++lastWish;
  const shown = part("[data-promised]");
  const wish = new URLSearchParams({ shop_id: form.dataset.shop ?? "", kind: kind() });
  for (const [name, value] of Object.entries(wished())) if (value) wish.set(name, value);
  try {
    /** @type {{deliver_from: string, deliver_until: string}} */
    const { deliver_from, deliver_until } = await call(`/v1/promise?${wish}`);
    if (mine !== lastWish) return;
    shown.textContent = text("shop.slot.promised", {
      day: clock(deliver_from, { month: "2-digit", day: "2-digit", weekday: "short" }),
      from_: clock(deliver_from, { hour: "2-digit", minute: "2-digit" }),
      until: clock(deliver_until, { hour: "2-digit", minute: "2-digit" }),
    });
    shown.className = "field__hint strong";
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (mine !== lastWish) return;
    shown.textContent = error.message;
    shown.className = "field__error";
  }
}

/** @param {SubmitEvent} event */
async function submit(event) {
  event.preventDefault();
  event.stopPropagation();
  if (isSending) return;
  if (!form.classList.contains("is-check")) {
    button('[data-view="check"]').click();
    return;
  }
  isSending = true;
  const sender = button("[data-send]");
  const words = partOf(sender, "span", HTMLElement);
  const before = words.textContent;
  sender.setAttribute("aria-disabled", "true");
  words.textContent = text("shop.sending");
  try {
    const { id } = await send();
    if (!editing) keeper.forget();
    location.assign(`/shop/orders/${id}?placed=1`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    explain(error);
    words.textContent = before;
    sender.removeAttribute("aria-disabled");
  } finally {
    isSending = false;
  }
}

/** @returns {Promise<{id: number}>} the order as the server has it now */
function send() {
  const lines = chosen().map((good) => ({ item_id: good.id, quantity: good.quantity }));
  const said = remark.value.trim() || null;
  if (editing) {
    const version = Number(partOf(form, "[name=version]", HTMLInputElement).value);
    const body = { version, lines, note: said };
    return call(`/v1/orders/${editing}`, { method: "PUT", body });
  }
  const body = { client_id: draft.client_id, shop_id: Number(form.dataset.shop), kind: kind(), lines, note: said, ...wished() };
  return call("/v1/orders", { method: "POST", body });
}

/** Say what is wrong: beside each line where it belongs to one, above the list otherwise. @param {Problem} problem */
function explain(problem) {
  for (const good of goods) good.complain("");
  const findings = (problem.details.findings ?? []).filter((one) => byId.has(one.item_id));
  for (const one of findings) byId.get(one.item_id)?.complain(text(one.code, one));
  let [title, todo] = [problem.message, problem.whatToDo];
  if (findings.length) todo = text("shop.fix_lines");
  if (problem.isPassing) [title, todo] = [text("shop.not_sent"), ""];
  if (problem.code === "order.other_body") {
    [title, todo] = [text("shop.already_sent"), ""];
    draft.client_id = newId();
    keeper.keep(draft);
  }
  const box = note(problem.isPassing ? "warn" : "stop", title, todo);
  part("#fault").replaceChildren(box);
  box.scrollIntoView({ block: "center" });
}

/**
 * Text comes from the server or from people: it never becomes markup.
 * @param {"warn" | "stop"} tone
 * @param {string} title
 * @param {string} todo
 */
function note(tone, title, todo) {
  const box = document.createElement("div");
  box.className = `note note--${tone}`;
  const words = document.createElement("div");
  const head = document.createElement("strong");
  head.textContent = title;
  words.append(head);
  if (todo) words.append(document.createElement("br"), todo);
  box.append(words);
  return box;
}

function chosen() {
  return goods.filter((good) => good.packs > 0);
}

function kind() {
  return filled("kind") ?? "standard";
}

function wished() {
  return { deliver_on: filled("deliver_on"), not_before: filled("not_before"), not_after: filled("not_after") };
}

/** @param {string} name of a field @returns {string | null} what the form would send for it, if anything */
function filled(name) {
  const sent = new FormData(form).get(name);
  return typeof sent === "string" && sent ? sent : null;
}

/** @param {string} selector */
function part(selector) {
  return partOf(form, selector, HTMLElement);
}

/** @param {string} selector */
function button(selector) {
  return partOf(form, selector, HTMLButtonElement);
}

/** @param {Good[]} all @param {(good: Good) => number} value */
function sum(all, value) {
  return all.reduce((total, one) => total + value(one), 0);
}

/** @param {number} cents */
function money(cents) {
  return `¥${(cents / 100).toLocaleString("en", { minimumFractionDigits: 2 })}`;
}

/** @param {number} grams */
function kilograms(grams) {
  return (grams / 1000).toLocaleString("en", { maximumFractionDigits: 3 });
}

/** @param {Good} good */
function quantity(good) {
  return good.isWeighed ? `${kilograms(good.quantity)} kg` : `${good.quantity.toLocaleString("en")} ${text("unit.pc")}`;
}

/** @param {string} moment @param {Intl.DateTimeFormatOptions} shape */
function clock(moment, shape) {
  const zone = { timeZone: form.dataset.zone, hour12: false };
  return new Intl.DateTimeFormat(document.documentElement.lang, { ...shape, ...zone }).format(new Date(moment));
}
