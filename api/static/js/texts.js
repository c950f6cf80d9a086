// Words for scripts come with the page: `<script type="application/json" id="texts">{"code": "words"}</script>`.

const holder = document.getElementById("texts");
/** @type {Record<string, string>} */
const all = holder ? JSON.parse(holder.textContent ?? "{}") : {};

/**
 * @param {string} code
 * @param {Record<string, string | number>} [details]
 */
export function text(code, details = {}) {
  const words = all[code] ?? code;
  return words.replace(/\{(\w+)\}/g, (whole, name) => String(details[name] ?? whole));
}
