// Guns that pretend to be a keyboard. They type far faster than a person and end in Enter or Tab;
// that alone tells them apart, so a field that a person types in keeps what the person typed.
//
// GS, the separator inside GS1 codes, arrives as Ctrl+], as Alt and digits on the number pad, as Alt
// with a letter, as the character itself, or not at all: the server reads codes without it too.
//
// Nothing here touches a page: the keys come from scan.js.

const GS = "\x1d";
/** A longer pause between two keys begins anew … */
const GAP_MAX_MS = 90;
/** … and on average a gun is faster than this; the quickest typists need 80 ms a key. */
const MEAN_MAX_MS = 60;
const LENGTH_MIN = 3;
const LENGTH_MAX = 400;
const ENDS = new Set(["Enter", "Tab"]);
const ONE_CHARACTER = /^.$/su;
const AIM = /^\][A-Za-z][0-9A-Za-z]/;

/**
 * One read label.
 * @typedef {{code: string, aim: string | null}} Scan
 */

/** Collects key strokes and decides whether a gun or a person made them. */
export class Wedge {
  text = "";
  first_ms = 0;
  last_ms = 0;
  altDigits = "";
  giveBack = () => {};
  /**
   * Set when a gun paused in the middle: what the field held before its first piece. What follows is
   * the rest of that code, or another one; nobody can know, so neither is read.
   * @type {(() => void) | null}
   */
  cut = null;

  /**
   * @param {(scan: Scan) => void} onScan
   * @param {(target: EventTarget | null) => () => void} hold remembers what a field holds; what it returns
   *   gives that back to the field
   * @param {() => void} [onCut] hears of a code that came in pieces, however long the pause
   */
  constructor(onScan, hold, onCut = () => {}) {
    this.onScan = onScan;
    this.hold = hold;
    this.onCut = onCut;
  }

  reset() {
    this.text = "";
    this.first_ms = 0;
    this.last_ms = 0;
    this.altDigits = "";
    this.giveBack = () => {};
  }

  /** @param {KeyboardEvent} event */
  down(event) {
    if (event.isComposing || event.repeat) {
      this.reset();
      return;
    }
    if (ENDS.has(event.key)) {
      this.end(event);
      return;
    }
    const character = this.character(event);
    if (character === null) return;
    this.gap(event);
    this.text += character;
    if (event.ctrlKey || (event.altKey && character === GS)) event.preventDefault();
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
    if (!ONE_CHARACTER.test(event.key)) return null;
    return event.altKey ? GS : event.key;
  }

  /** @param {KeyboardEvent} event */
  gap(event) {
    const isNew = this.text === "" && this.altDigits === "";
    if (isNew) this.begin(event);
    else if (event.timeStamp - this.last_ms > GAP_MAX_MS) {
      if (this.isPiece()) this.cut ??= this.giveBack;
      this.begin(event);
    }
    this.last_ms = event.timeStamp;
  }

  /** @param {KeyboardEvent} event */
  begin(event) {
    this.reset();
    this.first_ms = event.timeStamp;
    this.giveBack = this.hold(event.target);
  }

  /** Whether what was collected came at a gun's pace. */
  isPiece() {
    return this.text.length >= LENGTH_MIN && this.last_ms - this.first_ms <= MEAN_MAX_MS * this.text.length;
  }

  /** @param {KeyboardEvent} event */
  end(event) {
    const { cut } = this;
    this.cut = null;
    const wasGun =
      this.text.length >= (cut ? 1 : LENGTH_MIN) &&
      this.text.length <= LENGTH_MAX &&
      event.timeStamp - this.last_ms <= GAP_MAX_MS &&
      event.timeStamp - this.first_ms <= MEAN_MAX_MS * this.text.length;
    const { text, giveBack } = this;
    this.reset();
    if (!wasGun) return;
    event.preventDefault();
    event.stopPropagation();
    (cut ?? giveBack)();
    if (cut) this.onCut();
    else this.onScan(split(text));
  }
}

/** @param {string} text what a gun sent @returns {Scan} */
export function split(text) {
  const aim = AIM.exec(text)?.[0] ?? null;
  return { code: aim ? text.slice(aim.length) : text, aim };
}
