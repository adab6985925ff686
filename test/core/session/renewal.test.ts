import { describe, expect, it } from 'vitest';
import { englishUtc } from '../../../src/core/language/english.ts';
import { renewalSaid } from '../../../src/core/session/renewal.ts';

describe('a renewal that was not done', () => {
  it('says how long the service asks to wait', () => {
    const told = (retryAfterSeconds: number | null) =>
      englishUtc.tell(renewalSaid({ kind: 'rate-limited', retryAfterSeconds }));
    expect(told(900)).toContain('Wait 15 min:');
    expect(told(null)).toContain('Wait about a minute:');
  });

  it('does not blame the app where the storage is full', () => {
    const told = (reason: 'storage-full' | 'tokens-changed') =>
      englishUtc.tell(renewalSaid({ kind: 'not-written', reason }));
    expect(told('storage-full')).toContain('storage is full, so nothing was written');
    expect(told('tokens-changed')).toContain('the app had changed it');
  });
});
