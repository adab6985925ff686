import { textClaim } from '../token/claims.ts';
import type { CredentialRecord } from './credentials.ts';

/** Another token that shares a part which, with a true signature, it cannot share. */
export interface Twin {
  other: CredentialRecord;
  differs: 'content' | 'signature';
}

/** Their signatures are a function of key and content alone (RFC 7518 §3.2, §3.3). */
const DETERMINISTIC = /^(HS|RS)\d+$/;

interface Parts {
  content: string;
  signature: string;
}

function signedParts({ decoded, token }: CredentialRecord): Parts | null {
  if (decoded.kind !== 'jws') return null;
  const end = token.lastIndexOf('.');
  return { content: token.slice(0, end), signature: token.slice(end + 1) };
}

function isDeterministic({ decoded }: CredentialRecord): boolean {
  return decoded.kind === 'jws' && DETERMINISTIC.test(textClaim(decoded.header, 'alg') ?? '');
}

function gather(map: Map<string, CredentialRecord[]>, key: string, record: CredentialRecord) {
  const known = map.get(key);
  if (known) known.push(record);
  else map.set(key, [record]);
}

/** Finds the twins of a token: of two that differ so, one at least was changed. */
export function twinFinder(
  records: readonly CredentialRecord[],
): (record: CredentialRecord) => Twin[] {
  const bySignature = new Map<string, CredentialRecord[]>();
  const byContent = new Map<string, CredentialRecord[]>();
  for (const record of records) {
    const parts = record.isForged ? null : signedParts(record);
    if (!parts || parts.signature === '') continue;
    gather(bySignature, parts.signature, record);
    gather(byContent, parts.content, record);
  }
  return (record) => {
    const parts = signedParts(record);
    if (!parts || parts.signature === '') return [];
    const others = (map: Map<string, CredentialRecord[]>, key: string) =>
      (map.get(key) ?? []).filter((other) => other !== record);
    const content = others(bySignature, parts.signature).map(
      (other): Twin => ({ other, differs: 'content' }),
    );
    if (!isDeterministic(record)) return content;
    return [
      ...content,
      ...others(byContent, parts.content).map((other): Twin => ({ other, differs: 'signature' })),
    ];
  };
}
