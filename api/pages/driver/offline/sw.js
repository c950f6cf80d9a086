// The driver's service worker. The server writes RELEASE and SHELL, the addresses of this release's
// scripts and styles, above these lines. Pages come from the network when there is one, else as they
// were last seen here; nothing that was sent passes through here, that is the queue's business.

// The types of a browser's workers do not know which kind of worker this is.
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const SHELL_CACHE = `driver-shell-${RELEASE}`;
/** Pages of one person each, and who that is: the next driver of this phone sees none of them. */
const PAGES = "driver-pages-";
const STATE = "driver-state";
const PERSON = "/driver/person";
const LEFT = "/driver/left";
const PATIENCE_MS = 4000;
/** Counts who left, so that an answer that was under way then is not kept. */
let departures = 0;

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL_CACHE).then((cache) => cache.addAll(SHELL)).then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldShells().then(() => worker.clients.claim()));
});

worker.addEventListener("message", (event) => {
  /** @type {{keep?: string[], leave?: Left}} */
  const { keep = [], leave: left } = event.data;
  const [port] = event.ports;
  if (left) event.waitUntil(leave(left).then(() => port?.postMessage("left")));
  else event.waitUntil(Promise.all(keep.map((path) => fromNetwork(path).catch(() => {}))));
});

worker.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(fromShell(event.request));
  else if (pathname === "/driver" || pathname.startsWith("/driver/trips/")) event.respondWith(page(event.request));
});

async function forgetOldShells() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("driver-shell-") && name !== SHELL_CACHE);
  // A page kept from the release before still asks for that release's files: keep one generation.
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
}

/** @param {Request} request */
async function fromShell(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** @param {Request} request */
async function page(request) {
  try {
    await finishLeaving();
    return await fromNetwork(request);
  } catch {
    const left = await leftHere();
    if (left) return new Response(left.page, { headers: { "Content-Type": "text/html; charset=utf-8" } });
    const kept = (await seenBefore(request)) ?? (request.mode === "navigate" ? await seenBefore("/driver") : undefined);
    return kept ?? Response.error();
  }
}

/** @param {Request | string} request */
async function seenBefore(request) {
  const person = await textOf(PERSON);
  if (!person) return undefined;
  // One cache, one person: what a page varies by, its language and cookie, is the same here.
  return (await caches.open(PAGES + person)).match(request, { ignoreSearch: true, ignoreVary: true });
}

/** The newest page, kept for later; a driver who is logged out leaves nothing behind. @param {Request | string} request */
async function fromNetwork(request) {
  const before = departures;
  const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  const person = answer.headers.get("X-Person");
  const isLogin = answer.type === "opaqueredirect" || answer.redirected || answer.status === 401;
  if (isLogin) await forgetPages();
  else if (answer.ok && person && before === departures) {
    if ((await textOf(PERSON)) !== person) await forgetPages();
    await (await caches.open(STATE)).put(PERSON, new Response(person));
    const cache = await caches.open(PAGES + person);
    await cache.put(typeof request === "string" ? request : new URL(request.url).pathname, answer.clone());
  }
  if (answer.status >= 500) throw new Error(String(answer.status));
  return answer;
}

/**
 * Whoever logged out without a network: the server hears it as soon as there is one.
 * @typedef {object} Left
 * @property {string} csrf what ends the session
 * @property {string} page what this phone shows until then
 */

/** @param {Left} left */
async function leave(left) {
  departures += 1;
  await forgetPages();
  await (await caches.open(STATE)).put(LEFT, new Response(JSON.stringify(left)));
}

/** End the session of whoever left without a network. Throws as long as there is none. */
async function finishLeaving() {
  const left = await leftHere();
  if (!left) return;
  const body = new URLSearchParams({ csrf: left.csrf });
  await fetch("/logout", { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
  await (await caches.open(STATE)).delete(LEFT);
}

/** @returns {Promise<Left | undefined>} */
async function leftHere() {
  const kept = await textOf(LEFT);
  return kept ? JSON.parse(kept) : undefined;
}

/** @param {string} name */
async function textOf(name) {
  const kept = await (await caches.open(STATE)).match(name);
  return kept ? kept.text() : "";
}

async function forgetPages() {
  const names = await caches.keys();
  // The release before called its only cache `driver-pages`.
  await Promise.all(names.filter((name) => name.startsWith("driver-pages")).map((name) => caches.delete(name)));
  await (await caches.open(STATE)).delete(PERSON);
}
