import type { Recorded } from '../recording/recorded.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { Header } from '../service/http.ts';
import { bareToken, isPlaceholder } from '../token/authorization.ts';
import { UUID } from '../token/claims.ts';
import { fieldsOf } from '../token/json.ts';
import type { DecodedToken } from '../token/jwt.ts';
import { mask } from './mask.ts';
import { secretFields, secretParameters } from './redact.ts';
import { isSecretHeader, isSecretName } from './secret-names.ts';
import { MIN_SECRET_LENGTH, Secrets } from './secrets.ts';
import { wordSet } from './word-set.ts';

/** Schemes are short words; a longer first word is itself the secret (RFC 9110 §11.1). */
const SCHEME_BELOW = 12;
/** Words in lower case along a path, as cookies remember pages by; no secret looks like that. */
const PLAIN_PATH = /^(https?:\/)?(\/[a-z][a-z-]*)+\/?$/;
const SIGNS = [
  ...wordSet(
    'oken pass Pass PASS ecret redential ookie oobCode ignature Key andi ahasia csrf xsrf ' +
      'CSRF XSRF jwt _key ession_ essionI',
  ),
];
/** A field or parameter of such a name; what only begins so (`token_balance`) is none. */
const NAMED =
  /(?:token|pass|passw(?:or)?d|passphrase|passcode|secret|credential|cookie|oobcode|signature|key|sandi|rahasia|csrf|xsrf|jwt|session_?(?:id|state))(?:s|_?[a-z]{1,16})?(?:\\{0,16}["'])?\s{0,8}[:=]/i;

/** Between the packets of an Engine.IO 4 polling body. */
const PACKET_END = '\u001e';
const MAX_JSON_DEPTH = 64;

/** Gathers what must not come out, each text read once. */
class Gatherer {
  readonly #isPublic: (value: string) => boolean;
  readonly #read = new Set<string>();
  readonly #names = new Map<string, boolean>();
  readonly secrets: Secrets;

  /**
   * @param isPublic claims and jobs, whatever cookie or field repeats them
   * @param isId further ids, which are shown where nothing says that they are secret
   */
  constructor(isPublic: (value: string) => boolean, isId: (value: string) => boolean) {
    this.#isPublic = isPublic;
    this.secrets = new Secrets(mask, (word) => isPublic(word) || isId(word));
  }

  value(text: string): void {
    if (text.length < MIN_SECRET_LENGTH) return;
    const bare = bareToken(text).token;
    const token = bare.length < MIN_SECRET_LENGTH ? text : bare;
    if (isPlaceholder(bare)) return;
    if (this.#isPublic(token) || PLAIN_PATH.test(token)) return;
    this.secrets.add(token);
    const [header = '', , signature] = token.split('.');
    if (header.startsWith('eyJ') && signature) this.secrets.add(signature);
    const decoded = percentDecoded(token);
    if (decoded !== token) this.value(decoded);
  }

  /** @param isTokenKnown whether Authorization holds a token that is known already */
  headers(headers: readonly Header[] | null, isTokenKnown = false): void {
    for (const { name, value } of headers ?? []) {
      if (value.length < MIN_SECRET_LENGTH || !this.#isSecret(name) || !isSecretHeader(name))
        continue;
      const lowered = name.toLowerCase();
      if (isTokenKnown && lowered === 'authorization') continue;
      if (this.#isNew(value)) this.#header(lowered, value);
    }
  }

  /** A body or frame. */
  text(text: string | null): void {
    if (!text || !SIGNS.some((sign) => text.includes(sign))) return;
    if (!NAMED.test(text) || !this.#isNew(text)) return;
    for (const found of secretFields(text)) this.value(found);
    for (const found of secretParameters(text)) this.value(found);
    for (const packet of text.split(PACKET_END)) {
      const start = packet.search(/[[{]/);
      if (start >= 0) this.#json(parsed(packet.slice(start)), false, 0);
    }
  }

  url(url: string): void {
    if (url.includes('=')) for (const found of secretParameters(url)) this.value(found);
    if (url.includes('@')) this.value(/^[^/?#]*\/\/([^/?#@]*)@/.exec(url)?.[1] ?? '');
  }

  #header(name: string, value: string): void {
    if (name === 'cookie' || name === 'set-cookie') {
      const pairs = name === 'cookie' ? value.split(';') : value.split('\n').map(firstPair);
      for (const pair of pairs) this.value(pair.slice(pair.indexOf('=') + 1));
      return;
    }
    const [, scheme = '', rest = ''] = /^\s*(\S+)\s*(.*)$/s.exec(value) ?? [];
    this.value(rest);
    if (rest === '' || scheme.length >= SCHEME_BELOW) this.value(scheme);
  }

  #json(value: unknown, isSecret: boolean, depth: number): void {
    if (typeof value === 'string') {
      if (isSecret) this.value(value);
      else if (/^\s*[[{]/.test(value)) this.#json(parsed(value), false, depth + 1);
      return;
    }
    if (typeof value !== 'object' || value === null || depth > MAX_JSON_DEPTH) return;
    for (const [name, inner] of Object.entries(Array.isArray(value) ? value : fieldsOf(value)))
      this.#json(inner, isSecret || this.#isSecret(name), depth + 1);
  }

  #isNew(text: string): boolean {
    if (this.#read.has(text)) return false;
    this.#read.add(text);
    return true;
  }

  #isSecret(name: string): boolean {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const isSecret = isSecretName(name);
    this.#names.set(name, isSecret);
    return isSecret;
  }
}

const firstPair = (line: string) => line.split(';', 1)[0] ?? '';

function percentDecoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What may hold secrets: all that was recorded, and every token that was made out in it. */
export interface SecretSources {
  recording: Recorded;
  chains: { credentials: { all: readonly { token: string; decoded: DecodedToken }[] } };
}

/** Claims are shown, whatever cookie or field repeats them; so are jobs by their UUID. */
function publicWords({ chains, recording }: SecretSources): Set<string> {
  const words = new Set<string>();
  for (const { decoded } of chains.credentials.all) {
    if (decoded.kind !== 'jws') continue;
    for (const name of ['iss', 'aud', 'sub', 'email', 'user_id', 'id', 'alg', 'kid', 'name']) {
      const value = decoded.claims[name] ?? decoded.header[name];
      if (typeof value === 'string') words.add(value);
    }
  }
  for (const { route } of recording.requests())
    if (route.job !== null && UUID.test(route.job)) words.add(route.job);
  return words;
}

function noteRequest(gatherer: Gatherer, request: RequestFacts): void {
  const { credential } = request;
  const isTokenKnown = credential.kind === 'token' && !credential.isAmbiguous;
  gatherer.headers(request.requestHeaders, isTokenKnown);
  gatherer.headers(request.responseHeaders);
  gatherer.url(request.url);
  gatherer.text(request.requestBody);
  if (request.body.kind === 'text') gatherer.text(request.body.text);
  for (const { data } of request.socketMessages) gatherer.text(data);
}

/** Every secret of a recording that can be known as one: by its place, or because it was used. */
export function secretsOf(sources: SecretSources): Secrets {
  const words = publicWords(sources);
  const jobs = new Set(sources.recording.requests().map(({ route }) => route.job));
  const gatherer = new Gatherer(
    (value) => words.has(value),
    (value) => jobs.has(value),
  );
  for (const { token } of sources.chains.credentials.all) gatherer.value(token);
  for (const request of sources.recording.requests()) noteRequest(gatherer, request);
  for (const { token } of sources.recording.socketUses()) if (token) gatherer.value(token);
  return gatherer.secrets;
}
