import { describe, expect, it } from 'vitest';
import indonesian from '../../../../public/_locales/id/messages.json' with { type: 'json' };
import { englishUtc } from '../../../../src/core/language/english.ts';
import { languageOf } from '../../../../src/core/language/words.ts';
import {
  type VerdictInWords,
  verdictMarkdown,
} from '../../../../src/core/report/copy/request-markdown.ts';
import { fc } from '../../../seeded.ts';
import { v2Token } from '../../token/tokens.ts';
import { show } from './copied.ts';

const told = (part: Partial<VerdictInWords> = {}): VerdictInWords => ({
  request: 'GET https://api.futureguide.id/api/auth/profile',
  sentence: 'Refused: the token had expired 12 s before it was sent.',
  certainty: null,
  facts: [{ name: 'Token', value: 'Expired when sent', code: 'expired' }],
  evidence: [],
  next: null,
  tool: { name: 'FutureGuide Tokens', version: '1.2.3' },
  ...part,
});
const markdown = (part?: Partial<VerdictInWords>) => verdictMarkdown(told(part), show, englishUtc);
const rowsOf = (text: string) => text.split('\n').filter((line) => line.startsWith('|'));

describe('a verdict for a ticket', () => {
  it('says what was asked, what was found and by what', () => {
    const text = markdown({
      evidence: ['The answer says “Token expired”.'],
      next: 'Sign in again.',
    });
    expect(text).toBe(
      [
        '### Token verdict',
        '`GET https://api.futureguide.id/api/auth/profile`',
        '**Refused: the token had expired 12 s before it was sent.**',
        '| Fact | Value |\n| --- | --- |\n| Token | Expired when sent `expired` |',
        '**Evidence**\n\n- The answer says “Token expired”.',
        '**What to do** Sign in again.',
        'Made by FutureGuide Tokens 1.2.3. Signatures are not checked; secrets are left out.\n',
      ].join('\n\n'),
    );
  });

  it('keeps its table, whatever stands in a fact', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (value, code) => {
        const rows = rowsOf(markdown({ facts: [{ name: 'Answer', value, code }] }));
        expect(rows).toHaveLength(3);
        const cells = rows[2]?.match(/(?<!\\)(?:\\\\)*\|/g);
        expect(cells).toHaveLength(3);
      }),
    );
  });

  it('is no HTML, no link, no list and no heading of somebody else', () => {
    const text = markdown({
      sentence: '# <img src=x> [here](https://evil.example) *so*',
      evidence: ['1. `one`\n\n# two'],
    });
    expect(text).toContain('**\\# \\<img src=x\\> \\[here\\](https://evil.example) \\*so\\***');
    expect(text).toContain('- 1\\. \\`one\\` # two');
  });

  it('has a fence that its code cannot close', () => {
    expect(markdown({ request: 'GET https://x.example/`a``b' })).toContain(
      '``` GET https://x.example/`a``b ```',
    );
  });

  it('holds no token', () => {
    const token = v2Token(1_760_000_000);
    const text = markdown({ request: `GET https://x.example/?token=${token}`, evidence: [token] });
    expect(text).not.toContain('eyJhbGci');
  });

  it('speaks the reader’s language', () => {
    const text = verdictMarkdown(told(), show, languageOf('id', indonesian, 'UTC'));
    expect(text).toContain('### Hasil pemeriksaan token');
  });
});
