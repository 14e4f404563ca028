// Opens pages when there is no net. Kept are the page that anybody may see, scripts and styles, under the name of their build; pages of people never.
const NAME = `yw-field-${BUILD}`;
const SHELL = "/field/shell";
const PATIENCE = 5000;
const GATEWAYS = new Set([502, 503, 504]);

async function keep() {
  const cache = await caches.open(NAME);
  for (const path of KEPT) if (!(await cache.match(path))) await cache.add(new Request(path, { cache: "reload" }));
}

async function clearOthers() {
  for (const name of await caches.keys()) if (name.startsWith("yw-field-") && name !== NAME) await caches.delete(name);
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(clearOthers().then(() => self.clients.claim())));
// After somebody signs in again on a phone that was cleared.
self.addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(keep().catch(() => {}));
});

// Without opening it: that would make the cache anew on a phone that was just cleared.
const fromCache = (path) => caches.match(path, { cacheName: NAME });

async function page(request) {
  const shell = async () => (await fromCache(SHELL)) ?? Response.error();
  let timer;
  const late = new Promise((done) => (timer = setTimeout(done, PATIENCE)));
  try {
    const answer = await Promise.race([fetch(request), late]);
    if (answer === undefined || GATEWAYS.has(answer.status)) return (await fromCache(SHELL)) ?? answer ?? fetch(request);
    return answer;
  } catch {
    return shell();
  } finally {
    clearTimeout(timer);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname === "/field" || url.pathname.startsWith("/field/")) event.respondWith(page(request));
    return;
  }
  if (KEPT.includes(url.pathname) && url.pathname !== SHELL) event.respondWith(fromCache(url.pathname).then((kept) => kept ?? fetch(request)));
});
