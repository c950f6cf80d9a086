// An order that was not sent yet: kept, under the id it will be sent under, whatever storage does.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { DraftKeeper } from "#pages/shop/order/draft.js";

const FRESH = { packs: {}, kind: "standard", note: "" };

/** What a browser's storage is to a page: words under keys. */
class Storage {
  words = new Map();
  getItem = (key) => this.words.get(key) ?? null;
  setItem = (key, words) => void this.words.set(key, String(words));
  removeItem = (key) => void this.words.delete(key);
}

function browserWith(storage) {
  Object.defineProperty(globalThis, "localStorage", { configurable: true, get: storage });
}

function isFresh({ client_id, ...rest }) {
  assert.match(client_id, /^[0-9a-f-]{36}$/);
  assert.deepEqual(rest, FRESH);
}

let storage;
beforeEach(() => {
  storage = new Storage();
  browserWith(() => storage);
});

test("without a draft there is a fresh one with an id of its own", () => {
  const keeper = new DraftKeeper("7");
  isFresh(keeper.read());
  assert.notEqual(keeper.read().client_id, keeper.read().client_id);
});

test("a draft outlives a reload, with the id under which it will be sent", () => {
  const draft = { ...new DraftKeeper("7").read(), packs: { 12: 3 }, kind: "express", note: "back door" };
  new DraftKeeper("7").keep(draft);
  assert.deepEqual(new DraftKeeper("7").read(), draft);
});

test("each shop has its own draft", () => {
  const draft = { ...new DraftKeeper("7").read(), packs: { 12: 3 } };
  new DraftKeeper("7").keep(draft);
  isFresh(new DraftKeeper("8").read());
  new DraftKeeper("8").forget();
  assert.deepEqual(new DraftKeeper("7").read(), draft);
});

test("after an order was sent the next one has another id", () => {
  const keeper = new DraftKeeper("7");
  const sent = keeper.read();
  keeper.keep(sent);
  keeper.forget();
  isFresh(keeper.read());
  assert.notEqual(keeper.read().client_id, sent.client_id);
});

for (const words of ["", "{", "null", "7", "[]", '{"packs": {}}', '{"client_id": "x"}']) {
  test(`what is no draft is not taken for one: ${words || "nothing"}`, () => {
    localStorage.setItem("order-draft:7", words);
    isFresh(new DraftKeeper("7").read());
  });
}

test("where storage is forbidden an order can be made all the same", () => {
  browserWith(() => {
    throw new DOMException("forbidden", "SecurityError");
  });
  const keeper = new DraftKeeper("7");
  const draft = keeper.read();
  isFresh(draft);
  keeper.keep(draft);
  keeper.forget();
});

test("where storage is full the draft lives as long as the page", () => {
  const keeper = new DraftKeeper("7");
  const draft = keeper.read();
  storage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  keeper.keep(draft);
  isFresh(keeper.read());
});
