// Guns that pretend to be a keyboard. They type far faster than a person and end in Enter or Tab;
// that alone tells them apart, so a field that a person types in keeps what the person typed.
//
// GS, the separator inside GS1 codes, arrives as Ctrl+], as Alt and digits on the number pad, as Alt
// with a letter, as the character itself, or not at all: the server reads codes without it too.

const GS = "\x1d";
/** A longer pause between two keys begins anew … */
const GAP_MAX_MS = 90;
/** … and on average a gun is faster than this; the quickest typists need 80 ms a key. */
const MEAN_MAX_MS = 60;
const LENGTH_MIN = 3;
const LENGTH_MAX = 400;
const ENDS = new Set(["Enter", "Tab"]);
const AIM = /^\][A-Za-z][0-9A-Za-z]/;

/**
 * One read label.
 * @typedef {{code: string, aim: string | null}} Scan
 */

/** Collects key strokes and decides whether a gun or a person made them. */
export class Wedge {
  /** @param {(scan: Scan) => void} onScan */
  constructor(onScan) {
    this.onScan = onScan;
    this.reset();
  }

  reset() {
    this.text = "";
    this.first_ms = 0;
    this.last_ms = 0;
    this.altDigits = "";
    /** @type {{field: HTMLInputElement | HTMLTextAreaElement, value: string, at: number | null} | null} */
    this.before = null;
  }

  /** @param {KeyboardEvent} event */
  down(event) {
    if (event.isComposing || event.repeat) return this.reset();
    if (ENDS.has(event.key)) return this.end(event);
    const character = this.character(event);
    if (character === null) return undefined;
    this.gap(event);
    this.text += character;
    if (event.ctrlKey || (event.altKey && character === GS)) event.preventDefault();
    return undefined;
  }

  /** Alt let go: the digits typed meanwhile on the number pad are one character. @param {KeyboardEvent} event */
  up(event) {
    if (event.key !== "Alt" || !this.altDigits) return;
    const number = Number(this.altDigits);
    this.altDigits = "";
    if (number > 0 && number < 0x3000) this.text += String.fromCharCode(number);
  }

  /** @param {KeyboardEvent} event @returns {string | null} null when the key writes nothing */
  character(event) {
    if (event.altKey && /^(Numpad|Digit)\d$/.test(event.code)) {
      this.gap(event);
      this.altDigits += event.code.at(-1);
      event.preventDefault();
      return null;
    }
    if (event.ctrlKey && event.key === "]") return GS;
    if (event.ctrlKey || event.metaKey) return null;
    if (event.key === GS || event.key === "GroupSeparator") return GS;
    if ([...event.key].length !== 1) return null;
    return event.altKey ? GS : event.key;
  }

  gap(event) {
    const isNew = this.text === "" && this.altDigits === "";
    if (isNew || event.timeStamp - this.last_ms > GAP_MAX_MS) this.begin(event);
    this.last_ms = event.timeStamp;
  }

  begin(event) {
    this.reset();
    this.first_ms = event.timeStamp;
    const field = event.target;
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
      this.before = { field, value: field.value, at: field.selectionStart };
    }
  }

  end(event) {
    const wasGun =
      this.text.length >= LENGTH_MIN &&
      this.text.length <= LENGTH_MAX &&
      event.timeStamp - this.last_ms <= GAP_MAX_MS &&
      event.timeStamp - this.first_ms <= MEAN_MAX_MS * this.text.length;
    if (!wasGun) return this.reset();
    event.preventDefault();
    event.stopPropagation();
    const { text, before } = this;
    this.reset();
    giveBack(before);
    this.onScan(split(text));
    return undefined;
  }
}

/** A field gets back what it held before the gun fired into it. */
function giveBack(before) {
  if (!before) return;
  before.field.value = before.value;
  if (before.at !== null) before.field.setSelectionRange(before.at, before.at);
  before.field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {string} text what a gun sent @returns {Scan} */
export function split(text) {
  const aim = AIM.exec(text)?.[0] ?? null;
  return { code: aim ? text.slice(aim.length) : text, aim };
}

/**
 * Listen on the whole page.
 * @param {(scan: Scan) => void} onScan
 */
export function listen(onScan) {
  const wedge = new Wedge(onScan);
  addEventListener("keydown", (event) => wedge.down(event), { capture: true });
  addEventListener("keyup", (event) => wedge.up(event), { capture: true });
}
