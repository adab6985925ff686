globalThis.futureguideTokensFaultIsHeld = true;
