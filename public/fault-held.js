// Registered while a fault of storage is on; the relay, which shares this world, looks for it.
globalThis.futureguideTokensFaultIsHeld = true;
