// Registered while a DevTools is open; the relay, which shares this world, looks for it.
globalThis.futureguideTokensWatched = true;
