/** What an `Authorization` header holds (RFC 9110 §11.6.2, RFC 6750 §2.1). */
export type Credential =
  | { kind: 'absent' }
  /** `scheme` is null where the header is one bare word, which may be a token */
  | { kind: 'wrong-scheme'; scheme: string | null }
  | { kind: 'placeholder'; word: string }
  | SentToken;

export interface SentToken {
  kind: 'token';
  /** as it was written, for some services test the exact word */
  scheme: string;
  token: string;
  quoted: boolean;
  padded: boolean;
  /**
   * the service may read it otherwise: a socket's field held the scheme, too, or two headers were sent
   * of which some read the first alone
   */
  isAmbiguous?: true;
}

/** The token that a credential is, or null. */
export function sentToken(credential: Credential): string | null {
  return credential.kind === 'token' ? credential.token : null;
}

const PLACEHOLDERS = new Set([
  'undefined',
  'null',
  'nan',
  'false',
  'true',
  '[object object]',
  '[object promise]',
  '',
]);
/** A variable that a template or a tool did not fill in. */
const UNFILLED = /^(\$\{[\w.]{0,64}\}|\{\{[\w.]{0,64}\}\})$/;
const LONGEST_PLACEHOLDER = '[object promise]'.length;
const QUOTES: ReadonlySet<string> = new Set(['"', "'"]);

export interface BareToken {
  token: string;
  quoted: boolean;
  padded: boolean;
}

const BLANK = /\s/;

const isBlank = (text: string, at: number) => BLANK.test(text.charAt(at));

/** Takes blanks and quotes off a token, and says which there were. */
export function bareToken(text: string): BareToken {
  // By places, for each layer of thousands would be copied.
  let from = 0;
  let to = text.length;
  let quoted = false;
  let padded = false;
  for (;;) {
    const outer = to - from;
    while (from < to && isBlank(text, from)) from += 1;
    while (to > from && isBlank(text, to - 1)) to -= 1;
    padded = to - from < outer;
    const quote = text.charAt(from);
    if (to - from < 2 || !QUOTES.has(quote) || text.charAt(to - 1) !== quote) break;
    from += 1;
    to -= 1;
    quoted = true;
  }
  return { token: text.slice(from, to), quoted, padded };
}

/** Whether a value is no token but what stands where one is missing. */
export function isPlaceholder(token: string): boolean {
  const isWord = token.length <= LONGEST_PLACEHOLDER && PLACEHOLDERS.has(token.toLowerCase());
  return isWord || (token.endsWith('}') && UNFILLED.test(token));
}

/** Stands between the values of several such headers; none holds it (RFC 9110 §5.5). */
export const BETWEEN_HEADERS = '\n';

/**
 * Reads the value of an `Authorization` header. The scheme is compared without case;
 * `Bearer` with nothing behind it is a placeholder, an empty header is no credential.
 */
export function parseAuthorization(value: string | null | undefined): Credential {
  const text = value?.trim() ?? '';
  if (text === '') return { kind: 'absent' };
  const [, scheme = '', gap = '', rest = ''] = /^(\S+)(\s*)(.*)$/s.exec(text) ?? [];
  if (scheme.toLowerCase() !== 'bearer')
    return { kind: 'wrong-scheme', scheme: rest === '' ? null : scheme };
  const { token, quoted, padded } = bareToken(rest);
  if (isPlaceholder(token)) return { kind: 'placeholder', word: token };
  return {
    kind: 'token',
    scheme,
    token,
    quoted,
    padded: padded || gap.length > 1,
    ...(token.includes(BETWEEN_HEADERS) && { isAmbiguous: true }),
  };
}
