// What a station's own gun and scale just said: the server streams the same reply that the gun beeps.

/**
 * @typedef {{id: string, tone: import("./sound.js").Tone, text: string}} Reply
 * @param {string} station
 * @param {{onReply: (reply: any) => void, onState: (connected: boolean) => void}} handlers
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
