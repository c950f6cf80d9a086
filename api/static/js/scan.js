// What guns that pretend to be a keyboard (wedge.js) read on this page, whatever has the focus.

import { Wedge } from "./wedge.js";

/**
 * Listen on the whole page.
 * @param {(scan: import("./wedge.js").Scan) => void} onScan
 * @param {() => void} [onCut] hears of a code that came in pieces
 */
export function listen(onScan, onCut) {
  const wedge = new Wedge(onScan, hold, onCut);
  addEventListener("keydown", (event) => wedge.down(event), { capture: true });
  addEventListener("keyup", (event) => wedge.up(event), { capture: true });
}

/** A field gets back what it held before the gun fired into it. @param {EventTarget | null} field */
function hold(field) {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return () => {};
  const { value, selectionStart: at } = field;
  return () => {
    field.value = value;
    if (at !== null) field.setSelectionRange(at, at);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
}
