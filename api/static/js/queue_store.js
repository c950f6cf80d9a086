// The queue in this browser: entries in IndexedDB, only one of its tabs sends, and when to try again.

import { openDB } from "../vendor/idb/index.js";
import { post } from "./api.js";
import { Queue } from "./queue.js";

const EVERY_MS = 10_000;
const STORE = "entries";

/**
 * @template [Reply=unknown] what the server answers to an entry
 * @param {string} name one queue per person, so that nobody sends another's work
 * @returns {Queue<Reply>}
 */
export function openQueue(name) {
  /** @type {import("./queue.js").Outside<Reply>} */
  const outside = { store: keep(name), post, alone: (work) => alone(`coldchain-${name}`, work) };
  return new Queue(outside);
}

/** Send what is left now, when the network is back, and every few seconds. @param {Pick<Queue, "flush">} queue */
export function start(queue) {
  addEventListener("online", () => queue.flush());
  document.addEventListener("visibilitychange", () => queue.flush());
  setInterval(() => queue.flush(), EVERY_MS);
  return queue.flush();
}

/** @param {string} name @returns {import("./queue.js").Store} */
function keep(name) {
  const opened = openDB(`coldchain-${name}`, 1, {
    upgrade: (db) => void db.createObjectStore(STORE, { keyPath: "number", autoIncrement: true }),
  });
  return {
    add: async (entry) => (await opened).add(STORE, entry),
    all: async () => (await opened).getAll(STORE),
    put: async (entry) => (await opened).put(STORE, entry),
    remove: async (number) => (await opened).delete(STORE, number),
  };
}

/**
 * Two tabs of one browser share the store; only one of them sends.
 * @param {string} name
 * @param {() => Promise<void>} work
 * @returns {Promise<void>}
 */
async function alone(name, work) {
  if (!navigator.locks) return work();
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : undefined));
}
