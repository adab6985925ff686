/** The claims of a JWT, or null for anything that is none. */
export function claimsOf(token) {
  try {
    const base64 = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** Seconds until `exp` by this computer's clock, negative once expired; null without one. */
export function secondsLeft(token) {
  const exp = claimsOf(token)?.exp;
  return typeof exp === 'number' ? exp - Date.now() / 1000 : null;
}
