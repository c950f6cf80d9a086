// Four answers a person can tell apart without looking: by melody first, by vibration too.
// Browsers stay silent until the first key or touch; `isReady` says whether we may be heard.

/** @typedef {"ok" | "warn" | "stop" | "stored"} Tone */

/**
 * Each note: pitch in Hz, length in s, wave form.
 * @type {Record<Tone, [number, number, OscillatorType][]>}
 */
const MELODIES = {
  ok: [[1568, 0.09, "sine"]],
  warn: [
    [880, 0.12, "triangle"],
    [0, 0.06, "sine"],
    [880, 0.12, "triangle"],
  ],
  stop: [
    [220, 0.22, "sawtooth"],
    [0, 0.04, "sine"],
    [165, 0.42, "sawtooth"],
  ],
  stored: [
    [1175, 0.08, "sine"],
    [784, 0.14, "sine"],
  ],
};
const VIBRATIONS = { ok: [40], warn: [80, 60, 80], stop: [300, 80, 300], stored: [40, 40, 40] };
const VOLUME = { ok: 0.35, warn: 0.45, stop: 0.5, stored: 0.35 };
const EDGE_S = 0.008;

/** Made at once: making it takes a quarter of a second, which no key press should wait for. */
const audio = new AudioContext();

/** @returns {boolean} whether a tone played now would be heard */
export function isReady() {
  return audio.state === "running";
}

/** Ask the browser to let us be heard; only works inside a key press or a touch. */
export async function wake() {
  if (audio.state !== "running") await audio.resume();
}

/** @param {Tone} tone */
export function play(tone) {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(VIBRATIONS[tone]);
  if (!isReady()) return;
  let at = audio.currentTime;
  for (const [pitch_hz, length_s, wave] of MELODIES[tone]) {
    if (pitch_hz) note(audio, { at, pitch_hz, length_s, wave, volume: VOLUME[tone] });
    at += length_s;
  }
}

/**
 * @param {AudioContext} context
 * @param {{at: number, pitch_hz: number, length_s: number, wave: OscillatorType, volume: number}} sound
 */
function note(context, { at, pitch_hz, length_s, wave, volume }) {
  const voice = new OscillatorNode(context, { type: wave, frequency: pitch_hz });
  const gain = new GainNode(context, { gain: 0 });
  // Soft edges: a square start would click in every loudspeaker.
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(volume, at + EDGE_S);
  gain.gain.setValueAtTime(volume, at + length_s - EDGE_S);
  gain.gain.linearRampToValueAtTime(0, at + length_s);
  voice.connect(gain).connect(context.destination);
  voice.start(at);
  voice.stop(at + length_s);
}

for (const kind of ["keydown", "pointerdown"]) {
  addEventListener(kind, () => wake().catch(() => {}), { capture: true, passive: true });
}
