// The catalogue on the order page: find goods, and know what is chosen of each.

import { part, parts, pressed } from "../../../static/js/parts.js";

/** One good with its field for packs. */
export class Good {
  /** @param {HTMLElement} row */
  constructor(row) {
    this.row = row;
    this.id = Number(row.dataset.item);
    this.pack = Number(row.dataset.pack);
    this.isWeighed = row.dataset.unit === "g";
    this.piece_g = Number(row.dataset.piece);
    this.price_cents = Number(row.dataset.price);
    this.words = row.dataset.words ?? "";
    this.field = part(row, "input", HTMLInputElement);
    this.sum = part(row, "[data-sum]", HTMLElement);
    this.fault = part(row, "[data-fault]", HTMLElement);
  }

  get packs() {
    const packs = Math.trunc(Number(this.field.value));
    return Number.isFinite(packs) && packs > 0 ? Math.min(packs, Number(this.field.max)) : 0;
  }

  set packs(packs) {
    this.field.value = packs > 0 ? String(packs) : "";
  }

  get quantity() {
    return this.packs * this.pack;
  }

  get weight_g() {
    return this.quantity * this.piece_g;
  }

  /** As the server counts: half a cent up. */
  get cents() {
    const value = this.quantity * this.price_cents;
    return this.isWeighed ? Math.floor((value + 500) / 1000) : value;
  }

  /** @param {string} words what is wrong with this line; empty: nothing */
  complain(words) {
    this.fault.textContent = words;
    this.fault.hidden = !words;
    this.row.classList.toggle("good-row--fault", words !== "");
    this.field.setAttribute("aria-invalid", String(words !== ""));
  }

  /** @param {string} filter `usual`, `category:…`, `class:…` or nothing @param {string[]} wanted words */
  fits(filter, wanted) {
    const [kind, value] = filter.split(":");
    const isIn =
      !kind ||
      (kind === "usual" && this.row.dataset.usual !== undefined) ||
      (kind === "category" && this.row.dataset.category === value) ||
      (kind === "class" && this.row.dataset.class === value);
    return isIn && wanted.every((word) => this.words.includes(word));
  }
}

/** Search and filter chips; shows the groups that have something left. */
export class Finder {
  /** @param {HTMLFormElement} form @param {Good[]} goods */
  constructor(form, goods) {
    this.form = form;
    this.goods = goods;
    this.filter = "";
    this.search = part(form, "[data-search]", HTMLInputElement);
    this.search.addEventListener("input", () => this.show());
    form.addEventListener("click", (event) => this.press(event));
    for (const chip of form.querySelectorAll("a[data-filter]")) {
      chip.setAttribute("role", "button");
      chip.setAttribute("aria-pressed", "false");
    }
  }

  /** @param {Event} event */
  press(event) {
    const chip = pressed(event, "[data-filter]", HTMLElement);
    if (!chip) return;
    event.preventDefault();
    const wanted = chip.dataset.filter ?? "";
    this.filter = this.filter === wanted ? "" : wanted;
    if (!wanted) this.search.value = "";
    this.show();
    scrollTo({ top: 0 });
  }

  show() {
    const wanted = this.search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const good of this.goods) {
      good.row.hidden = !good.fits(this.filter, wanted);
      if (!good.row.hidden) found += 1;
    }
    for (const group of parts(this.form, "[data-group]", HTMLElement)) {
      group.hidden = !group.querySelector(".good-row:not([hidden])");
    }
    part(this.form, "[data-none]", HTMLElement).hidden = found > 0;
    for (const chip of parts(this.form, ".chip[data-filter]", HTMLElement)) {
      chip.setAttribute("aria-pressed", String(chip.dataset.filter === this.filter));
    }
  }

  showAll() {
    this.filter = "";
    this.search.value = "";
    this.show();
  }
}
