/** What a claim says, in words: RFC 7519 §4.1, OpenID Connect Core §2 and §5.1, Firebase, FutureGuide. */
const MEANINGS: Record<string, string> = {
  iss: 'Who issued the token',
  sub: 'Whom the token speaks for: the user’s id',
  aud: 'For whom the token is meant; others must refuse it',
  exp: 'When the token stops being accepted',
  nbf: 'Before this time the token must not be accepted',
  iat: 'When the token was issued',
  jti: 'Number of this one token',
  auth_time: 'When the user last signed in',
  nonce: 'Ties the token to one sign-in',
  acr: 'How strongly the user proved who they are',
  amr: 'By which means the user signed in',
  azp: 'The app for which the token was issued',
  at_hash: 'Ties the token to an access token',
  c_hash: 'Ties the token to an authorization code',
  sid: 'The sign-in session that the token belongs to',
  scope: 'What the token allows',
  client_id: 'The app for which the token was issued',
  name: 'The user’s full name',
  given_name: 'The user’s first name',
  family_name: 'The user’s last name',
  preferred_username: 'The name the user goes by',
  picture: 'Address of the user’s picture',
  email: 'The user’s e-mail address',
  email_verified: 'Whether the user has proved that the address is theirs',
  phone_number: 'The user’s telephone number',
  locale: 'The user’s language and region',
  updated_at: 'When the user’s details last changed',
  user_id: 'The user’s id at Firebase, the same as sub',
  firebase: 'Firebase: how the user signed in and which identities belong to them',
  id: 'The user’s id at FutureGuide (Auth V1)',
  userId: 'The user’s id at FutureGuide (Auth V1)',
  username: 'The user’s name at FutureGuide',
  user_type: 'The user’s role at FutureGuide',
  role: 'The user’s role',
  is_active: 'Whether the account is in use',
  token_balance: 'FutureGuide credits left when the token was issued; not an auth token',
};

const HEADER_MEANINGS: Record<string, string> = {
  alg: 'How the token is signed',
  kid: 'Which of the issuer’s keys signed it',
  typ: 'Kind of token',
  cty: 'Kind of content',
  jku: 'Where the issuer’s keys lie',
  x5t: 'Thumbprint of the signing certificate',
  crit: 'Extensions that the reader must understand',
};

/** Claims whose number is a date. */
const DATES = new Set(['exp', 'nbf', 'iat', 'auth_time', 'updated_at']);

/** The meaning of a claim, or null where it is not a known one. */
export function claimMeaning(name: string): string | null {
  return Object.hasOwn(MEANINGS, name) ? (MEANINGS[name] ?? null) : null;
}

/** The meaning of a JOSE header parameter, or null where it is not a known one. */
export function headerMeaning(name: string): string | null {
  return Object.hasOwn(HEADER_MEANINGS, name) ? (HEADER_MEANINGS[name] ?? null) : null;
}

/** Whether a claim is a NumericDate (RFC 7519 §2). */
export function isDateClaim(name: string): boolean {
  return DATES.has(name);
}
