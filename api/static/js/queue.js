// What was done here and the server has not yet confirmed. Every entry has an id made in this
// browser, survives reloads and a flat battery, and is sent again until it is answered: the server takes
// each id once. An entry the server refuses is kept with the reason until a person has seen it.
//
// Nothing here belongs to a browser: where entries are kept and how they are sent comes from outside
// (queue_store.js).

import { Problem } from "./api.js";

/**
 * @typedef {object} Entry
 * @property {number} number given by the store, in the order things were done
 * @property {string} id
 * @property {string} url
 * @property {Record<string, unknown>} body
 * @property {string} label what a person calls it
 * @property {string} at when it was done, by this device's clock
 * @property {"waiting" | "refused"} state
 * @property {string} [reason]
 */

/**
 * Where entries are kept.
 * @typedef {object} Store
 * @property {(entry: Omit<Entry, "number">) => Promise<unknown>} add has kept it when it returns
 * @property {() => Promise<Entry[]>} all oldest first
 * @property {(entry: Entry) => Promise<unknown>} put in the place of the one with its number
 * @property {(number: number) => Promise<unknown>} remove
 */

/**
 * What the queue needs from outside.
 * @template Reply
 * @typedef {object} Outside
 * @property {Store} store
 * @property {(url: string, body: unknown) => Promise<Reply>} post the answer, or a `Problem`
 * @property {(work: () => Promise<void>) => Promise<void>} alone does the work unless somebody who shares
 *   the store is at it
 */

/**
 * What the queue tells, and with which details.
 * @template [Reply=unknown]
 * @typedef {object} Told
 * @property {object} changed
 * @property {{entry: Entry, reply: Reply}} answered
 * @property {{entry: Entry, error: Problem}} failed
 */

/** @template [Reply=unknown] what the server answers to an entry */
export class Queue extends EventTarget {
  /** @param {Outside<Reply>} outside */
  constructor({ store, post, alone }) {
    super();
    this.store = store;
    this.post = post;
    this.alone = alone;
    this.isSending = false;
    /** Whether the last attempt got no answer. */
    this.isAway = false;
    /** Whether somebody asked to send while sending was under way. */
    this.isAsked = false;
  }

  /**
   * Keep first, send then: what `add` has returned for is not lost.
   * @param {{id: string, url: string, body: Record<string, unknown>, label?: string}} entry
   */
  async add({ id, url, body, label = "" }) {
    await this.store.add({ id, url, body, label, at: new Date().toISOString(), state: "waiting" });
    this.changed();
    await this.flush();
  }

  /** @returns {Promise<Entry[]>} oldest first */
  async entries() {
    return this.store.all();
  }

  /** A person has seen the refusal. @param {string} id */
  async dismiss(id) {
    for (const entry of await this.store.all()) {
      if (entry.id === id && entry.state === "refused") await this.store.remove(entry.number);
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
        await this.alone(() => this.sendAll());
      }
    } finally {
      this.isSending = false;
    }
  }

  async sendAll() {
    let next = await this.nextWaiting();
    while (next && (await this.send(next))) next = await this.nextWaiting();
  }

  async nextWaiting() {
    return (await this.store.all()).find((entry) => entry.state === "waiting");
  }

  /** @param {Entry} entry @returns {Promise<boolean>} whether the server answered, well or not */
  async send(entry) {
    try {
      const reply = await this.post(entry.url, entry.body);
      await this.store.remove(entry.number);
      this.isAway = false;
      this.tell("answered", { entry, reply });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.isAway = error.isPassing;
      this.tell("failed", { entry, error });
      // Logged out, logged in anew since this page was shown, or passing trouble: the work waits.
      // Everything else is a refusal for good.
      if (error.isPassing || error.status === 401 || error.code === "csrf.mismatch") return false;
      await this.store.put({ ...entry, state: "refused", reason: error.message });
    }
    this.changed();
    return true;
  }

  changed() {
    this.tell("changed", {});
  }

  /**
   * @template {keyof Told} Name
   * @param {Name} name
   * @param {Told<Reply>[Name]} detail
   */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /**
   * @template {keyof Told} Name
   * @param {Name} name
   * @param {(detail: Told<Reply>[Name]) => unknown} act
   * @param {AddEventListenerOptions} [options]
   */
  on(name, act, options) {
    const hear = (/** @type {Event} */ event) => event instanceof CustomEvent && act(event.detail);
    this.addEventListener(name, hear, options);
  }
}
