import { describe, expect, it } from 'vitest';
import { englishUtc } from '../../../src/core/language/english.ts';
import { peopleIn } from '../../../src/core/report/people-in.ts';
import { readWhole } from '../../../src/core/report/reading.ts';
import { reportOf } from '../../../src/core/report/report.ts';
import { withoutPeople } from '../../../src/core/report/without-people.ts';
import { plainEntry } from '../har/har-producers.ts';
import { jwt } from '../token/tokens.ts';
import { API, analysisOn, NOON_S, reportTelling, TOOL } from './report-world.ts';

const claims = { iss: 'FutureGuide', iat: NOON_S - 60, exp: NOON_S + 3_000 };
const sari = jwt({ ...claims, sub: 'sari.wulandari', email: 'sari@siswa.example' }, 'c2FyaQ');
const budi = jwt({ ...claims, sub: 'budi.santoso' }, 'YnVkaQ');

describe('a report without people', () => {
  const report = reportTelling(
    { at: 0, authorization: `Bearer ${sari}`, url: `${API}/api/users/sari.wulandari/results` },
    {
      at: 1_000,
      authorization: `Bearer ${budi}`,
      status: 401,
      body: '{"success":false,"error":"INVALID_TOKEN","message":"budi.santoso is not sari@siswa.example"}',
    },
  );
  const shown = withoutPeople(report);

  it('holds no subject of a token: not in its field, an address, evidence or a finding', () => {
    expect(JSON.stringify(report)).toMatch(/sari\.wulandari.*budi\.santoso/s);
    expect(JSON.stringify(shown)).not.toMatch(/wulandari|santoso|siswa/);
  });

  it('has one number for a subject and the address beside it, another for another', () => {
    const [first, second] = shown.credentials;
    expect(first?.email).toBe(`${first?.subject}@redacted.invalid`);
    expect(second?.subject).toMatch(/^person-\d+$/);
    expect(second?.subject).not.toBe(first?.subject);
    expect(shown.requests[0]?.url).toBe(`${API}/api/users/${first?.subject}/results`);
  });

  it('has the same number for the names that tokens and answers say, in any sentence', () => {
    const token = jwt(
      { ...claims, sub: 'u-77', email: 'budi@siswa.example', name: 'Budi Santoso' },
      'YnVkaTI',
    );
    const recorded = analysisOn(
      plainEntry({
        method: 'POST',
        url: `${API}/api/auth/v2/login`,
        body: JSON.stringify({
          success: true,
          data: { user: { email: 'budi@siswa.example', username: 'budi.s' }, idToken: token },
        }),
      }),
      plainEntry({
        authorization: `Bearer ${token}`,
        status: 401,
        body: '{"success":false,"error":"INVALID_TOKEN","message":"User BUDI SANTOSO (budi.s, u-77) is out"}',
      }),
    );
    const raw = reportOf(readWhole(recorded), { kind: 'har' }, TOOL, englishUtc);
    expect(JSON.stringify(raw)).toContain('User BUDI SANTOSO (budi.s, u-77) is out');
    const again = JSON.stringify(withoutPeople(raw, peopleIn(recorded)));
    expect(again).toContain('User person-1 (person-1, person-1) is out');
    expect(again).not.toMatch(/budi|santoso|u-77/i);
  });

  it('changes no word of a program, whatever a subject is called', () => {
    const odd = jwt({ ...claims, sub: 'rejected' }, 'b2Rk');
    const told = reportTelling({
      at: 0,
      authorization: `Bearer ${odd}`,
      status: 401,
      body: '{"success":false,"error":"INVALID_TOKEN"}',
    });
    const again = withoutPeople(told);
    expect(again.requests[0]?.outcome).toBe('rejected');
    expect(again.credentials[0]?.subject).toBe('person-1');
  });
});
