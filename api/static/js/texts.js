// Words for scripts come with the page: `<script type="application/json" id="texts">{"code": "words"}</script>`.

const holder = document.getElementById("texts");
/** @type {Record<string, string>} */
const all = holder ? JSON.parse(holder.textContent ?? "{}") : {};

/**
 * Fill `{count}` with a detail, `{count:stop|stops}` with a number and the word that fits it.
 *
 * @param {string} code
 * @param {Record<string, string | number>} [details]
 */
export function text(code, details = {}) {
  const words = all[code] ?? code;
  return words.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (whole, /** @type {string} */ name, one, many) => {
    const value = details[name];
    if (value === undefined) return whole;
    return many === undefined ? String(value) : `${value} ${Number(value) === 1 ? one : many}`;
  });
}
