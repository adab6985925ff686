import type { WordKey } from '../language/language.ts';

/**
 * What a claim says: RFC 7519 §4.1, OpenID Connect Core §2 and §5.1, RFC 8693 §4, RFC 9068 §2.2,
 * Firebase ID tokens, FutureGuide's own. Claims inside another are named by their path.
 */
const CLAIMS: Readonly<Record<string, WordKey>> = {
  iss: 'claim_iss',
  sub: 'claim_sub',
  aud: 'claim_aud',
  exp: 'claim_exp',
  nbf: 'claim_nbf',
  iat: 'claim_iat',
  jti: 'claim_jti',
  auth_time: 'claim_auth_time',
  nonce: 'claim_nonce',
  acr: 'claim_acr',
  amr: 'claim_amr',
  azp: 'claim_azp',
  at_hash: 'claim_at_hash',
  c_hash: 'claim_c_hash',
  sid: 'claim_sid',
  name: 'claim_name',
  given_name: 'claim_given_name',
  family_name: 'claim_family_name',
  middle_name: 'claim_middle_name',
  nickname: 'claim_nickname',
  preferred_username: 'claim_preferred_username',
  profile: 'claim_profile',
  picture: 'claim_picture',
  website: 'claim_website',
  email: 'claim_email',
  email_verified: 'claim_email_verified',
  gender: 'claim_gender',
  birthdate: 'claim_birthdate',
  zoneinfo: 'claim_zoneinfo',
  locale: 'claim_locale',
  phone_number: 'claim_phone_number',
  phone_number_verified: 'claim_phone_number_verified',
  address: 'claim_address',
  updated_at: 'claim_updated_at',
  scope: 'claim_scope',
  client_id: 'claim_azp',
  act: 'claim_act',
  may_act: 'claim_may_act',
  user_id: 'claim_user_id',
  firebase: 'claim_firebase',
  'firebase.identities': 'claim_firebase_identities',
  'firebase.sign_in_provider': 'claim_firebase_sign_in_provider',
  'firebase.sign_in_second_factor': 'claim_firebase_second_factor',
  'firebase.second_factor_identifier': 'claim_firebase_second_factor_id',
  'firebase.sign_in_attributes': 'claim_firebase_sign_in_attributes',
  'firebase.tenant': 'claim_firebase_tenant',
  id: 'claim_id',
  userId: 'claim_id',
  username: 'claim_username',
  tokenBalance: 'claim_token_balance',
  token_balance: 'claim_token_balance',
  type: 'claim_type',
  user_type: 'claim_user_type',
  role: 'claim_role',
  is_active: 'claim_is_active',
};

/** RFC 7515 §4.1, RFC 7516 §4.1 */
const HEADER_PARAMETERS: Readonly<Record<string, WordKey>> = {
  alg: 'claim_header_alg',
  typ: 'claim_header_typ',
  cty: 'claim_header_cty',
  kid: 'claim_header_kid',
  jku: 'claim_header_jku',
  jwk: 'claim_header_jwk',
  x5u: 'claim_header_x5u',
  x5c: 'claim_header_x5c',
  x5t: 'claim_header_x5t',
  'x5t#S256': 'claim_header_x5t_s256',
  crit: 'claim_header_crit',
};

/** Claims whose number is a date. */
const DATES = new Set(['exp', 'nbf', 'iat', 'auth_time', 'updated_at']);

/** Claims that say who a person is (OpenID Connect Core §5.1, Firebase, FutureGuide). */
const PERSONAL = new Set([
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'preferred_username',
  'profile',
  'picture',
  'website',
  'email',
  'gender',
  'birthdate',
  'phone_number',
  'address',
  'username',
  'firebase.identities',
  'firebase.sign_in_attributes',
]);

function meaningIn(known: Readonly<Record<string, WordKey>>, name: string): WordKey | null {
  return Object.hasOwn(known, name) ? (known[name] ?? null) : null;
}

/** What a claim means, or null where it is not a registered one. */
export function claimMeaning(name: string): WordKey | null {
  return meaningIn(CLAIMS, name);
}

/** What a JOSE header parameter means, or null where it is not a registered one. */
export function headerMeaning(name: string): WordKey | null {
  return meaningIn(HEADER_PARAMETERS, name);
}

/** Whether a claim is a NumericDate (RFC 7519 §2). */
export function isDateClaim(name: string): boolean {
  return DATES.has(name);
}

/** Whether a claim tells who somebody is; the path names one inside another. */
export function isPersonalClaim(path: string): boolean {
  return PERSONAL.has(path);
}
