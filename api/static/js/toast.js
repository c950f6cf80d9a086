// Short messages at the foot of the page, read out by screen readers.

const SHOWN_MS = 6000;

/**
 * @param {string} words
 * @param {"info" | "ok" | "stop"} [kind]
 */
export function toast(words, kind = "info") {
  const one = document.createElement("div");
  one.className = `toast toast--${kind}`;
  one.textContent = words;
  one.addEventListener("click", () => one.remove());
  tray().append(one);
  setTimeout(() => one.remove(), SHOWN_MS);
}

/** @returns {HTMLElement} */
function tray() {
  const there = document.querySelector(".toasts");
  if (there instanceof HTMLElement) return there;
  const made = document.createElement("div");
  made.className = "toasts";
  made.setAttribute("role", "status");
  document.body.append(made);
  return made;
}
