globalThis.futureguideTokensWatched = true;
