// One delivery at the door: every lot handed over, short or refused, and the evidence for it.

import SignaturePad from "../../../static/vendor/signature_pad/signature_pad.js";
import { smaller } from "./photo.js";
import { part, parts } from "../../../static/js/parts.js";
import { text } from "../../../static/js/texts.js";

const NAMES_KEPT = 3;

export class Door {
  /** @param {HTMLElement} item the stop on the page */
  constructor(item) {
    this.item = item;
    this.names = `received-by:${item.dataset.shop}`;
    this.lines = parts(item, "[data-line]", HTMLElement).map((row) => new Line(row));
    /** @type {SignaturePad | null} */
    this.pad = null;
    /** @type {string | null} */
    this.photo = null;
    /** @type {{latitude: number, longitude: number} | null} */
    this.position = null;
    part(item, "[data-clear]", HTMLElement).addEventListener("click", () => this.clear());
    const photo = part(item, "[data-photo]", HTMLInputElement);
    photo.addEventListener("change", () => this.take(photo));
  }

  /** The canvas has its size only once it is seen. */
  open() {
    const canvas = part(this.item, "[data-pad]", HTMLCanvasElement);
    if (this.pad || !canvas.offsetWidth) return;
    const scale = Math.max(devicePixelRatio, 1);
    canvas.width = canvas.offsetWidth * scale;
    canvas.height = canvas.offsetHeight * scale;
    canvas.getContext("2d")?.scale(scale, scale);
    this.pad = new SignaturePad(canvas, { minWidth: 0.8, maxWidth: 2.6 });
    this.pad.addEventListener("beginStroke", () => canvas.parentElement?.classList.add("pad-box--signed"));
    const known = this.knownNames();
    this.field("received_by").value ||= known[0] ?? "";
    const list = part(this.item, "datalist", HTMLElement);
    list.replaceChildren(...known.map((name) => new Option(name, name)));
  }

  /** An empty pad says again what it is for. */
  clear() {
    this.pad?.clear();
    part(this.item, ".pad-box", HTMLElement).classList.remove("pad-box--signed");
  }

  /** Where the phone is, if it may say so; nobody waits for it. */
  locate() {
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => (this.position = { latitude: coords.latitude, longitude: coords.longitude }),
      () => {},
      { timeout: 20_000, maximumAge: 60_000 },
    );
  }

  /** @param {HTMLInputElement} input */
  async take(input) {
    const [file] = input.files ?? [];
    if (!file) return;
    try {
      const { base64, url } = await smaller(file);
      this.photo = base64;
      const preview = part(this.item, "[data-preview]", HTMLImageElement);
      preview.src = url;
      preview.hidden = false;
      part(this.item, "[data-photo-words]", HTMLElement).textContent = text("driver.photo.again");
    } catch {
      this.complain("driver.photo.failed");
    }
  }

  /** @returns {object | null} what happened here; null, and words on the page, when something is missing */
  proof() {
    const received_by = this.field("received_by").value.trim();
    const temperature = this.field("temperature").value;
    const signature = this.pad === null || this.pad.isEmpty() ? null : this.pad.toSVG();
    const wrong = this.lines.find((line) => line.fault());
    if (wrong) return this.complain(wrong.fault());
    if (signature === null && !this.photo) return this.complain("driver.signature_missing");
    if (!received_by) return this.complain("driver.name_missing", "received_by");
    if (temperature !== "" && Math.abs(Number(temperature) - 10) > 70) return this.complain("driver.temperature_wrong", "temperature");
    this.complain("");
    this.keepName(received_by);
    return {
      received_by,
      lines: this.lines.map((line) => line.value()),
      signature_svg: signature,
      photo: this.photo,
      temperature_c: temperature === "" ? null : Number(temperature),
      position: this.position,
    };
  }

  /** @param {string} code @param {string} [name] of the field to go to @returns {null} */
  complain(code, name) {
    const fault = part(this.item, "[data-fault]", HTMLElement);
    fault.hidden = !code;
    fault.textContent = code ? text(code) : "";
    if (name) this.field(name).focus();
    return null;
  }

  /** @param {string} name */
  field(name) {
    return part(this.item, `[name="${name}"]`, HTMLInputElement);
  }

  /** Who took goods in here before. @returns {string[]} */
  knownNames() {
    try {
      return JSON.parse(localStorage.getItem(this.names) ?? "[]");
    } catch {
      return [];
    }
  }

  /** @param {string} name */
  keepName(name) {
    const names = [name, ...this.knownNames().filter((one) => one !== name)];
    try {
      localStorage.setItem(this.names, JSON.stringify(names.slice(0, NAMES_KEPT)));
    } catch {
      // then it is typed again next time
    }
  }
}

/** One lot of one line: nothing is wrong with it unless somebody says so. */
class Line {
  /** @param {HTMLElement} row */
  constructor(row) {
    this.row = row;
    this.quantity = Number(row.dataset.quantity);
    this.factor = row.dataset.unit === "g" ? 1000 : 1;
    this.toggle = part(row, "[data-problem]", HTMLElement);
    this.reason = part(row, "[data-reason]", HTMLSelectElement);
    this.toggle.addEventListener("click", () => this.unfold());
    row.addEventListener("input", () => this.show());
    if (row.dataset.stopped !== undefined) this.stop();
  }

  /** A lot on hold goes back, whatever the customer says. */
  stop() {
    this.count("refused").value = String(this.quantity / this.factor);
    this.reason.value = "quality";
    this.toggle.hidden = true;
  }

  unfold() {
    const box = part(this.row, ".unload__problem", HTMLElement);
    box.hidden = !box.hidden;
    this.toggle.setAttribute("aria-expanded", String(!box.hidden));
    if (box.hidden) {
      for (const field of [this.count("short"), this.count("refused"), this.reason]) field.value = "";
    } else {
      this.count("short").focus();
    }
    this.show();
  }

  show() {
    const { delivered } = this.value();
    const rest = part(this.row, "[data-rest]", HTMLElement);
    const unit = this.factor === 1 ? text("unit.pc") : "kg";
    const fault = this.fault();
    rest.textContent = fault ? text(fault) : text("driver.handed_over", { quantity: `${delivered / this.factor} ${unit}` });
    rest.classList.toggle("field__error", fault !== "");
    this.row.classList.toggle("unload__line--less", delivered < this.quantity);
  }

  value() {
    const short = this.amount("short");
    const refused = this.amount("refused");
    const reason = short || refused ? this.reason.value || null : null;
    return {
      order_line_id: Number(this.row.dataset.line),
      lot_id: Number(this.row.dataset.lot),
      delivered: this.quantity - short - refused,
      short,
      refused,
      reason,
    };
  }

  /** @returns {string} the code of what is wrong with these figures, or nothing */
  fault() {
    const { delivered, short, refused, reason } = this.value();
    if (delivered < 0) return "driver.too_many";
    return (short || refused) && !reason ? "driver.reason_missing" : "";
  }

  /** @param {"short" | "refused"} kind */
  amount(kind) {
    const amount = Math.round(Number(this.count(kind).value) * this.factor);
    return Number.isFinite(amount) && amount > 0 ? amount : 0;
  }

  /** @param {"short" | "refused"} kind */
  count(kind) {
    return part(this.row, `[data-count="${kind}"]`, HTMLInputElement);
  }
}
