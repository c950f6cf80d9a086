// What a station's own gun and scale just said: the server streams the same reply that the gun beeps.

/**
 * What is asked for next; which of these there are depends on the step.
 * @typedef {object} Next
 * @property {string} [suggested] a place
 * @property {string} [place]
 * @property {string} [lot]
 * @property {string} [next_sscc]
 * @property {string} [plate]
 * @property {string} [unit]
 * @property {string} [amount] with its unit where that is a weight
 * @property {number} [left] how many more there are
 * @property {string} [item]
 * @property {string} [item_zh]
 * @property {string} [item_en]
 * @property {string} [shop]
 * @property {string} [shop_zh]
 * @property {string} [shop_en]
 *
 * @typedef {Next & {next?: Next}} Data
 * @typedef {{flow?: string, expects?: string, data?: Data}} Step
 * @typedef {Step & {id: string, tone: import("./sound.js").Tone, text: string}} Reply
 */

/**
 * @param {string} station
 * @param {{onReply: (reply: Reply) => void, onState: (connected: boolean) => void}} handlers
 * @returns {() => void} stop listening
 */
export function follow(station, { onReply, onState }) {
  const source = new EventSource(`/v1/stations/${encodeURIComponent(station)}/events`);
  source.addEventListener("open", () => onState(true));
  source.addEventListener("error", () => onState(false)); // the browser connects again by itself
  source.addEventListener("message", (event) => onReply(JSON.parse(event.data)));
  addEventListener("pagehide", () => source.close(), { once: true });
  return () => source.close();
}
