/** Unsigned look-alikes of the service's tokens; nobody's, and no server takes them. */
function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

export function jwt(claims: Record<string, unknown>, signature = 'c2lnbmF0dXJl'): string {
  return `${part({ alg: 'RS256', kid: 'k1', typ: 'JWT' })}.${part(claims)}.${signature}`;
}

const FIREBASE = {
  iss: 'https://securetoken.google.com/futureguide-loopback',
  aud: 'futureguide-loopback',
  sub: 'sariUid00000000000000000000x',
  email: 'sari@siswa.example',
};

/** An Auth V2 token; times in s since the epoch. */
export function v2Token(issuedAt: number, lifetimeSeconds = 3600, more = {}): string {
  return jwt({ ...FIREBASE, iat: issuedAt, exp: issuedAt + lifetimeSeconds, ...more });
}

/** An Auth V1 token; times in s since the epoch. */
export function v1Token(issuedAt: number, lifetimeSeconds = 604_800): string {
  return jwt({
    id: '6f1c7a52-0d1e-4d70-9a41-1c2b3d4e5f60',
    email: 'sari@siswa.example',
    iss: 'fg-auth-service',
    aud: 'fg-services',
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
  });
}
