// The driver's service worker. The server writes RELEASE and SHELL, the addresses of this release's
// scripts and styles, above these lines. Pages come from the network when there is one, else as they
// were last seen here; nothing that was sent passes through here, that is the queue's business.

const SHELL_CACHE = `driver-shell-${RELEASE}`;
const PAGES = "driver-pages";
const PATIENCE_MS = 4000;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL_CACHE).then((cache) => cache.addAll(SHELL)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(forgetOldShells().then(() => clients.claim()));
});

addEventListener("message", (event) => {
  event.waitUntil(Promise.all((event.data.keep ?? []).map((path) => fromNetwork(path).catch(() => {}))));
});

addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/static/")) event.respondWith(fromShell(event.request));
  else if (pathname === "/driver" || pathname.startsWith("/driver/trips/")) event.respondWith(page(event.request));
});

async function forgetOldShells() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("driver-shell-") && name !== SHELL_CACHE);
  // A page kept from the release before still asks for that release's files: keep one generation.
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
}

async function fromShell(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function page(request) {
  try {
    return await fromNetwork(request);
  } catch {
    const kept = (await seenBefore(request)) ?? (request.mode === "navigate" ? await seenBefore("/driver") : undefined);
    return kept ?? Response.error();
  }
}

async function seenBefore(request) {
  // One phone, one driver: what a page varies by, its language and cookie, is the same here.
  return (await caches.open(PAGES)).match(request, { ignoreSearch: true, ignoreVary: true });
}

/** The newest page, kept for later; a driver who is logged out leaves nothing behind. */
async function fromNetwork(request) {
  const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  const cache = await caches.open(PAGES);
  const isLogin = answer.type === "opaqueredirect" || answer.redirected;
  if (isLogin) await caches.delete(PAGES);
  else if (answer.ok) await cache.put(typeof request === "string" ? request : new URL(request.url).pathname, answer.clone());
  if (answer.status >= 500) throw new Error(String(answer.status));
  return answer;
}
