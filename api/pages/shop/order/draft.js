// An order that was not sent yet stays on this phone, with the id it will be sent under.

import { newId } from "../../../static/js/ids.js";

/**
 * @typedef {object} Draft
 * @property {string} client_id
 * @property {Record<string, number>} packs
 * @property {string} kind
 * @property {string} note
 */

export class DraftKeeper {
  /** @param {string} shop each shop has its own draft, whoever uses the phone */
  constructor(shop) {
    this.key = `order-draft:${shop}`;
  }

  /** @returns {Draft} the one kept here, or a fresh one */
  read() {
    try {
      /** @type {Draft | null} */
      const kept = JSON.parse(localStorage.getItem(this.key) ?? "null");
      if (kept?.client_id && kept.packs) return kept;
    } catch {
      // no storage, or not ours: start afresh
    }
    return { client_id: newId(), packs: {}, kind: "standard", note: "" };
  }

  /** @param {Draft} draft */
  keep(draft) {
    try {
      localStorage.setItem(this.key, JSON.stringify(draft));
    } catch {
      // storage full or forbidden: the draft then lives as long as the page
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // nothing was kept
    }
  }
}
