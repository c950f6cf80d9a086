// What a station's own gun just said reaches the page as it was said.

import assert from "node:assert/strict";
import { test } from "node:test";

import { follow } from "#scripts/station.js";

class Stream extends EventTarget {
  static opened = [];
  isOpen = true;

  constructor(url) {
    super();
    this.url = url;
    Stream.opened.push(this);
  }

  close() {
    this.isOpen = false;
  }
}

function following(station) {
  const page = new EventTarget();
  globalThis.EventSource = Stream;
  globalThis.addEventListener = page.addEventListener.bind(page);
  const heard = [];
  const stop = follow(station, { onReply: (reply) => heard.push(reply), onState: (connected) => heard.push(connected) });
  return { page, heard, stop, stream: Stream.opened.at(-1) };
}

test("a station is followed under its own address, whatever its name", () => {
  assert.equal(following("dock 1/2").stream.url, "/v1/stations/dock%201%2F2/events");
});

test("replies come in the order in which they were said", () => {
  const { heard, stream } = following("main-gun-dock");
  for (const id of ["one", "two"]) stream.dispatchEvent(new MessageEvent("message", { data: JSON.stringify({ id, tone: "ok" }) }));
  assert.deepEqual(heard, [{ id: "one", tone: "ok" }, { id: "two", tone: "ok" }]);
});

test("the page knows whether it hears the station", () => {
  const { heard, stream } = following("main-gun-dock");
  for (const name of ["open", "error", "open"]) stream.dispatchEvent(new Event(name));
  assert.deepEqual(heard, [true, false, true]);
});

test("a page that is left listens no longer", () => {
  const left = following("main-gun-dock");
  left.page.dispatchEvent(new Event("pagehide"));
  assert.equal(left.stream.isOpen, false);
  const stopped = following("main-gun-dock");
  stopped.stop();
  assert.equal(stopped.stream.isOpen, false);
});
