const REFRESHED_COOKIE_SECONDS = 3600;
const LOGIN_COOKIE_SECONDS = 604_800;

const CLEARED = [
  ...['authV2_idToken', 'authV2_refreshToken', 'authV2_tokenIssuedAt', 'authV2_userId'],
  ...['auth_version', 'token', 'auth_token', 'authToken'],
  ...['user', 'uid', 'email', 'displayName', 'photoURL'],
];

/** Writes the cookie that the app's own server reads; it never goes to the API. */
export function writeTokenCookie(token, maxAgeSeconds) {
  // biome-ignore lint/suspicious/noDocumentCookie: as the app did
  document.cookie = `token=${token}; path=/; max-age=${maxAgeSeconds}; SameSite=Lax`;
}

/** What login and every refresh write. */
export function storeTokens({ idToken, refreshToken, uid }) {
  localStorage.setItem('authV2_idToken', idToken);
  if (refreshToken !== undefined) localStorage.setItem('authV2_refreshToken', refreshToken);
  localStorage.setItem('authV2_tokenIssuedAt', String(Math.floor(Date.now() / 1000)));
  if (uid !== undefined) localStorage.setItem('authV2_userId', uid);
  localStorage.setItem('auth_version', 'v2');
  localStorage.setItem('token', idToken);
  localStorage.setItem('auth_token', idToken);
  writeTokenCookie(idToken, REFRESHED_COOKIE_SECONDS);
}

/**
 * What only the login writes besides: copies that no refresh ever touches, and `token` once more,
 * this time in quotes.
 */
export function storeLogin(login) {
  const { idToken, refreshToken, uid, email, displayName } = login;
  storeTokens(login);
  localStorage.setItem('futureguide_token', idToken);
  localStorage.setItem('accessToken', idToken);
  if (refreshToken !== undefined) localStorage.setItem('refreshToken', refreshToken);
  localStorage.setItem('uid', uid);
  localStorage.setItem('email', email);
  localStorage.setItem('displayName', displayName);
  localStorage.setItem('user', JSON.stringify({ id: uid, username: displayName, email }));
  localStorage.setItem('token', JSON.stringify(idToken));
  writeTokenCookie(idToken, LOGIN_COOKIE_SECONDS);
}

/** The stored ID token, as it lies there: unchecked, and from `token` still in its quotes. */
export function readToken() {
  return (
    localStorage.getItem('authV2_idToken') ??
    localStorage.getItem('token') ??
    localStorage.getItem('auth_token')
  );
}

/** What a sign-out removes; the login's copies stay. */
export function clearTokens() {
  for (const key of CLEARED) localStorage.removeItem(key);
  writeTokenCookie('', 0);
}
