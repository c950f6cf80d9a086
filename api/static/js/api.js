// Calls to our own server: the CSRF token goes along, a problem document comes back as an error
// that carries its stable code and the words for the reader.

import { toast } from "./toast.js";

const TIMEOUT_MS = 15_000;

/**
 * What is wrong with one line of an order, under the code that words it.
 * @typedef {{item_id: number, code: string, [detail: string]: string | number}} Finding
 *
 * What a refusal says besides; which of these depends on its code.
 * @typedef {{findings?: Finding[], missing?: {number: string}[]}} Details
 */

/** A refusal of the server, or (`status` 0) no answer at all. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {{code?: string, title?: string, what_to_do?: string, details?: Details}} body
   */
  constructor(status, body) {
    super(body.title ?? String(status));
    this.status = status;
    this.code = body.code ?? (status ? "request.failed" : "network.away");
    this.whatToDo = body.what_to_do ?? "";
    this.details = body.details ?? {};
  }

  /** Whether the same request may succeed later: nobody answered, or the server is busy. */
  get isPassing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** @returns {string} the token of this session, written into the page by the server */
export function csrfToken() {
  const meta = document.querySelector('meta[name="csrf"]');
  return meta instanceof HTMLMetaElement ? meta.content : "";
}

/**
 * The shape of an answer is written down by whoever asks, as the type of what it is put into.
 *
 * @template [Answer=unknown]
 * @param {string} url
 * @param {{method?: string, body?: unknown, headers?: Record<string, string>}} [request]
 * @returns {Promise<Answer>} the JSON answer
 */
export async function call(url, { method = "GET", body, headers = {} } = {}) {
  let response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        Accept: "application/json",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(method === "GET" ? {} : { "X-CSRF-Token": csrfToken() }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new Problem(0, {});
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(response.status, answer);
  return answer;
}

/** @template [Answer=unknown] @param {string} url @param {unknown} body @returns {Promise<Answer>} */
export function post(url, body) {
  return call(url, { method: "POST", body });
}

/** Show what went wrong at the foot of the page. @param {unknown} error */
export function showProblem(error) {
  if (!(error instanceof Problem)) throw error;
  toast([error.message, error.whatToDo].filter(Boolean).join(" "), "stop");
}
