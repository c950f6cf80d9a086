// Ids are made where something happens, and twice the same never.

import assert from "node:assert/strict";
import { test } from "node:test";

import { newId } from "#scripts/ids.js";

const RANDOM_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function checkIds() {
  const made = Array.from({ length: 500 }, newId);
  for (const id of made) assert.match(id, RANDOM_UUID);
  assert.equal(new Set(made).size, made.length);
}

test("ids are random UUIDs", checkIds);

test("ids are random UUIDs on plain http, too", (t) => {
  t.mock.method(crypto, "randomUUID"); // so that it is put back
  crypto.randomUUID = undefined;
  checkIds();
});
