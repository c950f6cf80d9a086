// The driver's service worker. The server writes RELEASE and SHELL, the addresses of this release's
// scripts and styles, above these lines. Pages come from the network when there is one, else as they
// were last seen here; nothing that was sent passes through here, that is the queue's business.

// The types of a browser's workers do not know which kind of worker this is.
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const SHELL_CACHE = `driver-shell-${RELEASE}`;
const PAGES = "driver-pages";
const PATIENCE_MS = 4000;

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL_CACHE).then((cache) => cache.addAll(SHELL)).then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldShells().then(() => worker.clients.claim()));
});

worker.addEventListener("message", (event) => {
  /** @type {{keep?: string[]}} */
  const { keep = [] } = event.data;
  event.waitUntil(Promise.all(keep.map((path) => fromNetwork(path).catch(() => {}))));
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
    return await fromNetwork(request);
  } catch {
    const kept = (await seenBefore(request)) ?? (request.mode === "navigate" ? await seenBefore("/driver") : undefined);
    return kept ?? Response.error();
  }
}

/** @param {Request | string} request */
async function seenBefore(request) {
  // One phone, one driver: what a page varies by, its language and cookie, is the same here.
  return (await caches.open(PAGES)).match(request, { ignoreSearch: true, ignoreVary: true });
}

/** The newest page, kept for later; a driver who is logged out leaves nothing behind. @param {Request | string} request */
async function fromNetwork(request) {
  const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  const cache = await caches.open(PAGES);
  const isLogin = answer.type === "opaqueredirect" || answer.redirected;
  if (isLogin) await caches.delete(PAGES);
  else if (answer.ok) await cache.put(typeof request === "string" ? request : new URL(request.url).pathname, answer.clone());
  if (answer.status >= 500) throw new Error(String(answer.status));
  return answer;
}
