// A gun that pretends to be a keyboard, told from a person by its pace alone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { split, Wedge } from "#scripts/wedge.js";

const GS = "\x1d";

/** A keyboard whose keys go down at times that the test tells; `scans` is what was read from it. */
class Keyboard {
  scans = [];
  cuts = 0;
  at_ms = 1000;
  /** What the focused field holds, as the browser would write into it. */
  field = "";

  constructor() {
    const hold = () => {
      const before = this.field;
      return () => (this.field = before);
    };
    const onCut = () => (this.cuts += 1);
    this.wedge = new Wedge((scan) => this.scans.push(scan), hold, onCut);
  }

  /** @returns {boolean} whether the browser may still do with the key what it does with keys */
  press(key, { after_ms = 10, ...more } = {}) {
    this.at_ms += after_ms;
    let isLeft = true;
    const event = { key, code: "", timeStamp: this.at_ms, target: null, stopPropagation() {}, ...more };
    event.preventDefault = () => (isLeft = false);
    this.wedge.down(event);
    if (isLeft && key.length === 1) this.field += key;
    this.wedge.up(event);
    return isLeft;
  }

  type(words, every_ms) {
    for (const character of words) this.press(character, { after_ms: every_ms });
  }

  fire(code, { every_ms = 10, end = "Enter" } = {}) {
    this.type(code, every_ms);
    return this.press(end, { after_ms: every_ms });
  }

  get codes() {
    return this.scans.map((scan) => scan.code);
  }
}

for (const end of ["Enter", "Tab"]) {
  test(`a gun that ends in ${end} is read, and the key goes no further`, () => {
    const keyboard = new Keyboard();
    assert.equal(keyboard.fire("LOT-000123", { end }), false);
    assert.deepEqual(keyboard.scans, [{ code: "LOT-000123", aim: null }]);
  });
}

test("a person who types and presses Enter is left alone", () => {
  const keyboard = new Keyboard();
  assert.equal(keyboard.fire("LOT-000123", { every_ms: 80 }), true);
  assert.deepEqual(keyboard.scans, []);
  assert.equal(keyboard.field, "LOT-000123");
});

for (const [every_ms, isGun] of [[1, true], [30, true], [60, true], [61, false], [90, false], [200, false]]) {
  test(`${every_ms} ms a key is ${isGun ? "a gun" : "a person"}`, () => {
    const keyboard = new Keyboard();
    keyboard.fire("0123456789", { every_ms });
    assert.deepEqual(keyboard.codes, isGun ? ["0123456789"] : []);
  });
}

test("the average decides: a gun may stumble", () => {
  const keyboard = new Keyboard();
  keyboard.type("01234", 10);
  keyboard.type("5", 90);
  keyboard.fire("6789");
  assert.deepEqual(keyboard.codes, ["0123456789"]);
});

test("a person who taps Enter at once after a slow word is no gun", () => {
  const keyboard = new Keyboard();
  keyboard.type("hello", 85);
  keyboard.press("Enter", { after_ms: 5 });
  assert.deepEqual(keyboard.scans, []);
});

test("what a person typed before is not part of the label", () => {
  const keyboard = new Keyboard();
  keyboard.type("ab", 150);
  keyboard.at_ms += 200;
  keyboard.fire("LOT-000123");
  assert.deepEqual(keyboard.codes, ["LOT-000123"]);
});

for (const pause_ms of [91, 100, 500, 5000]) {
  test(`a code that paused for ${pause_ms} ms is incomplete and neither piece is read`, () => {
    const keyboard = new Keyboard();
    keyboard.type("12", 150);
    keyboard.at_ms += 200;
    keyboard.type("SO-202611", 10);
    keyboard.type("3", pause_ms);
    keyboard.fire("0-0004");
    assert.deepEqual([keyboard.codes, keyboard.cuts, keyboard.field], [[], 1, "12"]);
    keyboard.fire("SO-20261130-0004");
    assert.deepEqual([keyboard.codes, keyboard.cuts], [["SO-20261130-0004"], 1]);
  });
}

test("however short the rest of a code is, it is no code", () => {
  const keyboard = new Keyboard();
  keyboard.type("SO-20261130-000", 10);
  keyboard.type("4", 200);
  keyboard.press("Enter");
  assert.deepEqual([keyboard.codes, keyboard.cuts], [[], 1]);
});

test("a pause of 90 ms cuts nothing", () => {
  const keyboard = new Keyboard();
  keyboard.type("01234", 10);
  keyboard.type("5", 90);
  keyboard.fire("6789");
  assert.deepEqual([keyboard.codes, keyboard.cuts], [["0123456789"], 0]);
});

test("an end that comes late belongs to no gun, and clears what was collected", () => {
  const keyboard = new Keyboard();
  keyboard.type("LOT-000123", 10);
  assert.equal(keyboard.press("Enter", { after_ms: 91 }), true);
  assert.equal(keyboard.press("Enter"), true);
  assert.deepEqual(keyboard.scans, []);
});

test("two labels in a row are two scans", () => {
  const keyboard = new Keyboard();
  keyboard.fire("LOT-1");
  keyboard.fire("LOT-2");
  assert.deepEqual(keyboard.codes, ["LOT-1", "LOT-2"]);
});

test("less than three characters or more than 400 are no label", () => {
  for (const [length, isLabel] of [[2, false], [3, true], [400, true], [401, false]]) {
    const keyboard = new Keyboard();
    keyboard.fire("7".repeat(length));
    assert.equal(keyboard.scans.length, isLabel ? 1 : 0, `${length} characters`);
  }
});

function byNumber(keyboard, digits) {
  for (const digit of digits) assert.equal(keyboard.press(digit, { altKey: true, code: `Numpad${digit}` }), false);
  keyboard.wedge.up({ key: "Alt" });
}

const SEPARATED = {
  "as the character": (keyboard) => keyboard.press(GS),
  "as a key of its own": (keyboard) => keyboard.press("GroupSeparator"),
  "as Ctrl and ]": (keyboard) => assert.equal(keyboard.press("]", { ctrlKey: true }), false),
  "as Alt and a letter": (keyboard) => assert.equal(keyboard.press("g", { altKey: true }), false),
  "as Alt and digits on the number pad": (keyboard) => byNumber(keyboard, "0029"),
};

for (const [way, separate] of Object.entries(SEPARATED)) {
  test(`the separator of GS1 codes is understood ${way}`, () => {
    const keyboard = new Keyboard();
    keyboard.type("10A1", 10);
    separate(keyboard);
    keyboard.type("21X7", 10);
    separate(keyboard);
    keyboard.fire("3103020000");
    assert.deepEqual(keyboard.codes, [`10A1${GS}21X7${GS}3103020000`]);
  });
}

test("a number that is no character writes nothing", () => {
  for (const digits of ["0000", "99999"]) {
    const keyboard = new Keyboard();
    keyboard.type("LOT-", 10);
    byNumber(keyboard, digits);
    keyboard.fire("0012");
    assert.deepEqual(keyboard.codes, ["LOT-0012"]);
  }
});

test("keys that write nothing do not disturb a gun", () => {
  const keyboard = new Keyboard();
  for (const character of "LOT-Ab12") {
    if (/[A-Z]/.test(character)) keyboard.press("Shift");
    keyboard.press(character);
  }
  keyboard.press("Enter");
  assert.deepEqual(keyboard.codes, ["LOT-Ab12"]);
});

test("a character outside the basic plane is one key", () => {
  const keyboard = new Keyboard();
  keyboard.fire("LOT-𠀀1");
  assert.deepEqual(keyboard.codes, ["LOT-𠀀1"]);
});

test("a key held down and a word being composed are no gun", () => {
  for (const by of [{ repeat: true }, { isComposing: true }]) {
    const keyboard = new Keyboard();
    for (let count = 0; count < 20; count += 1) keyboard.press("a", by);
    keyboard.press("Enter");
    assert.deepEqual(keyboard.scans, []);
  }
});

test("shortcuts are no part of a label", () => {
  const keyboard = new Keyboard();
  for (const by of [{ ctrlKey: true }, { metaKey: true }]) keyboard.press("c", by);
  keyboard.fire("LOT-1");
  assert.deepEqual(keyboard.codes, ["LOT-1"]);
});

test("a field gets back what it held before the gun fired into it", () => {
  const keyboard = new Keyboard();
  keyboard.type("12", 150);
  keyboard.at_ms += 200;
  keyboard.fire("LOT-000123");
  assert.equal(keyboard.field, "12");
});

test("a field is given back before anybody hears of the scan, and only once", () => {
  const order = [];
  const wedge = new Wedge(() => order.push("scan"), (target) => () => order.push(target));
  const key = (name, timeStamp, target) =>
    wedge.down({ key: name, code: "", timeStamp, target, preventDefault() {}, stopPropagation() {} });
  for (const [at, name] of ["L", "O", "T", "Enter", "Enter"].entries()) key(name, at * 10, at ? "other" : "first");
  assert.deepEqual(order, ["first", "scan"]);
});

test("the symbology identifier is told apart from the code", () => {
  assert.deepEqual(split("]C10106901234567892"), { code: "0106901234567892", aim: "]C1" });
  assert.deepEqual(split("]d2LOT"), { code: "LOT", aim: "]d2" });
  assert.deepEqual(split("LOT]C1"), { code: "LOT]C1", aim: null });
  assert.deepEqual(split("]1C"), { code: "]1C", aim: null });
  assert.deepEqual(split(""), { code: "", aim: null });
});
