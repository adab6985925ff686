import { describe, expect, it } from 'vitest';
import { markdownReport } from '../../../../src/core/report/document/report-markdown.ts';
import { API, FIRST, INCIDENT, reportTelling } from '../report-world.ts';
import { IN_ENGLISH, IN_INDONESIAN, longReport, reportWithSender } from './documents.ts';

describe('the report as Markdown', () => {
  it('says for a ticket what happened, what was refused and what to do', () => {
    const text = markdownReport(reportTelling(...INCIDENT), IN_ENGLISH);
    expect(text).toContain(
      '**Signed in: person-1. When the recording ended, the token that the app sent last was good',
    );
    expect(text).toContain('1. `05:00:12 UTC` The app got a new token.');
    expect(text).toMatch(
      /^\| `05:00:11.000` \| `GET \/api\/assessment\/status\/job-1` \| Refused: .* \(certain\) \|$/m,
    );
    expect(text).toContain(
      '- **A token ran out although it could have been refreshed** (certain) This explains the one refusal. Refresh when',
    );
    expect(text).toContain(
      '- **An expired token was sent and refused** (certain) It is about refusals that are explained above. Refresh before',
    );
    expect(text).not.toContain('siswa.example');
  });

  it('names the code that sent what was refused, where the browser recorded it', () => {
    const text = markdownReport(reportWithSender('poll|Status'), IN_ENGLISH);
    expect(text).toContain('| Time (UTC) | Request | Why | Initiator |\n| --- | --- | --- | --- |');
    expect(text).toMatch(/^\| `05:00:11.000` .* \| poll\\\|Status in monitor\.js:41 \|$/m);
    expect(markdownReport(reportTelling(...INCIDENT), IN_ENGLISH)).not.toContain('Initiator');
  });

  it('speaks Indonesian', () => {
    expect(markdownReport(reportTelling(...INCIDENT), IN_INDONESIAN)).toContain(
      '#### Yang terjadi',
    );
  });

  it('has at most 60 lines, then “…”', () => {
    const lines = markdownReport(longReport(400), IN_ENGLISH).trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(61);
    expect(lines.length > 60 ? lines.at(-1) : '…').toBe('…');
  });

  it('lets nothing that was recorded act as Markdown', () => {
    const report = reportTelling(...INCIDENT, {
      at: 16_000,
      url: `${API}/api/a|b/[x](https://evil.example)`,
      authorization: `Bearer ${FIRST}`,
      status: 401,
    });
    const row = markdownReport(report, IN_ENGLISH)
      .split('\n')
      .find((line) => line.includes('evil'));
    expect(row).toMatch(/^\| `[^`]*` \| `GET \/api\/a\\\|b[^`]*` \| [^|]* \|$/);
  });

  it('makes visible what would turn or hide the text around it', () => {
    const report = reportTelling(...INCIDENT, {
      at: 16_000,
      url: `${API}/api/\u202eadmin\u2066\u0007\u200b`,
      authorization: `Bearer ${FIRST}`,
      status: 401,
    });
    const text = markdownReport(report, IN_ENGLISH);
    expect(text).toContain('GET /api/⟨U+202E⟩admin⟨U+2066⟩⟨U+0007⟩⟨U+200B⟩');
    expect(text).not.toMatch(/[\u202e\u2066\u200b]/);
  });
});
