/** Passes on what it intercepts: the page's own assets and every GET of the API, other hosts too. */
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  const isAsset = origin === self.location.origin && pathname.startsWith('/app/');
  if (method === 'GET' && (isAsset || pathname.startsWith('/api/'))) {
    event.respondWith(fetch(event.request));
  }
});
