// What was done here and the server has not yet confirmed. Every entry has an id made in this
// browser, survives reloads and a flat battery, and is sent again until it is answered: the server takes
// each id once. An entry the server refuses is kept with the reason until a person has seen it.

import { openDB } from "../vendor/idb/index.js";
import { Problem, post } from "./api.js";

const EVERY_MS = 10_000;
const STORE = "entries";

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {string} url
 * @property {any} body
 * @property {string} label what a person calls it
 * @property {string} at when it was done, by this device's clock
 * @property {"waiting" | "refused"} state
 * @property {string} [reason]
 */

export class Queue extends EventTarget {
  /** @param {string} name one queue per person, so that nobody sends another's work */
  constructor(name) {
    super();
    this.name = name;
    this.db = openDB(`coldchain-${name}`, 1, {
      upgrade: (db) => db.createObjectStore(STORE, { keyPath: "number", autoIncrement: true }),
    });
    this.isSending = false;
    /** Whether the last attempt got no answer. */
    this.isAway = false;
    /** Whether somebody asked to send while sending was under way. */
    this.isAsked = false;
  }

  /** Send what is left now, when the network is back, and every few seconds. */
  start() {
    addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => this.flush());
    setInterval(() => this.flush(), EVERY_MS);
    return this.flush();
  }

  /**
   * Keep first, send then: what `add` has returned for is not lost.
   * @param {{id: string, url: string, body: any, label?: string}} entry
   */
  async add({ id, url, body, label = "" }) {
    const entry = { id, url, body, label, at: new Date().toISOString(), state: "waiting" };
    await (await this.db).add(STORE, entry);
    this.changed();
    await this.flush();
  }

  /** @returns {Promise<Entry[]>} oldest first */
  async entries() {
    return (await this.db).getAll(STORE);
  }

  /** A person has seen the refusal. @param {string} id */
  async dismiss(id) {
    const db = await this.db;
    for (const entry of await db.getAll(STORE)) {
      if (entry.id === id && entry.state === "refused") await db.delete(STORE, entry.number);
    }
    this.changed();
  }

  /** Send in the order things were done; one tab at a time; stop at the first that gets no answer. */
  async flush() {
    this.isAsked = true;
    if (this.isSending) return;
    this.isSending = true;
    try {
      while (this.isAsked) {
        this.isAsked = false;
        await alone(`coldchain-${this.name}`, () => this.sendAll());
      }
    } finally {
      this.isSending = false;
    }
  }

  async sendAll() {
    const db = await this.db;
    let next = await nextWaiting(db);
    while (next && (await this.send(db, next))) next = await nextWaiting(db);
  }

  /** @returns {Promise<boolean>} whether the server answered, well or not */
  async send(db, entry) {
    try {
      const reply = await post(entry.url, entry.body);
      await db.delete(STORE, entry.number);
      this.isAway = false;
      this.tell("answered", { entry, reply });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.isAway = error.isPassing;
      this.tell("failed", { entry, error });
      // Logged out, logged in anew since this page was shown, or passing trouble: the work waits.
      // Everything else is a refusal for good.
      if (error.isPassing || error.status === 401 || error.code === "csrf.mismatch") return false;
      await db.put(STORE, { ...entry, state: "refused", reason: error.message });
    }
    this.changed();
    return true;
  }

  changed() {
    this.tell("changed", {});
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

async function nextWaiting(db) {
  return (await db.getAll(STORE)).find((entry) => entry.state === "waiting");
}

/** Two tabs of one browser share the store; only one of them sends. */
function alone(name, work) {
  return navigator.locks ? navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : undefined)) : work();
}
