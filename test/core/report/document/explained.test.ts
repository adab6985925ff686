import { describe, expect, it } from 'vitest';
import type { Cause, Certainty, FindingCode } from '../../../../src/core/language/stable-words.ts';
import { documentOf } from '../../../../src/core/report/document/document.ts';
import { explainedFindings } from '../../../../src/core/report/document/explained.ts';
import type { Report, ReportFinding } from '../../../../src/core/report/report-schema.ts';
import { FIRST, INCIDENT, reportOn, reportTelling, socketEntry } from '../report-world.ts';
import { IN_ENGLISH } from './documents.ts';

type Id = Report['requests'][number]['id'];

interface Refusal {
  id: string;
  cause: Cause;
  certainty?: Certainty;
}

/** A report with these refusals and findings, the requests a second apart. */
function reportWith(refusals: readonly Refusal[], findings: readonly [FindingCode, ...string[]][]) {
  const report = reportTelling(...INCIDENT);
  const like = report.requests.find(({ outcome }) => outcome === 'rejected');
  const shape = report.findings[0];
  if (!like || !shape) throw new Error('the incident has neither');
  report.refreshes = [];
  report.requests = refusals.map(({ id, cause, certainty = 'certain' }) => ({
    ...like,
    id: id as Id,
    cause,
    certainty,
  }));
  report.findings = findings.map(
    ([code, ...requests]): ReportFinding => ({ ...shape, code, requests: requests as Id[] }),
  );
  return report;
}

const told = (report: Report) =>
  explainedFindings(report).map(({ finding, explains, sentence }) => [
    finding.code,
    explains,
    sentence?.key ?? null,
  ]);

describe('which finding explains a refusal', () => {
  it('is one that names it and stands for its cause; nothing is said of others', () => {
    const report = reportWith(
      [
        { id: 'r1', cause: 'quoted' },
        { id: 'r2', cause: 'unknown' },
      ],
      [
        ['invalid-token-rate', 'r1', 'r2'],
        ['quoted-in-storage', 'r1', 'r2'],
        ['fresh-token-refused', 'r2'],
        ['cookie-outlives-token'],
      ],
    );
    expect(told(report)).toEqual([
      ['quoted-in-storage', ['r1'], 'document_explains_certain'],
      ['invalid-token-rate', [], null],
      ['fresh-token-refused', [], null],
      ['cookie-outlives-token', [], null],
    ]);
  });

  it('is the one that says most, and what repeats it is no second explanation', () => {
    const report = reportWith(
      [{ id: 'r1', cause: 'expired' }],
      [
        ['expired-token-sent', 'r1'],
        ['refresh-missing', 'r1'],
      ],
    );
    expect(told(report)).toEqual([
      ['refresh-missing', ['r1'], 'document_explains_certain'],
      ['expired-token-sent', [], 'document_explains_too'],
    ]);
  });

  it('is never surer than the cause of the refusals', () => {
    const report = reportWith(
      [
        { id: 'r1', cause: 'verifier-down' },
        { id: 'r2', cause: 'verifier-down', certainty: 'likely' },
      ],
      [['verifier-down', 'r1', 'r2']],
    );
    expect(told(report)).toEqual([['verifier-down', ['r1', 'r2'], 'document_explains_likely']]);
  });

  it('is not what failed only after the refusal', () => {
    const report = reportTelling(...INCIDENT);
    const [refresh] = report.refreshes;
    const shape = report.findings[0];
    if (!refresh || !shape) throw new Error('the incident has neither');
    report.findings = [{ ...shape, code: 'refresh-failing', requests: [refresh.request] }];
    expect(told(report)).toEqual([['refresh-failing', [], null]]);
    report.findings = [{ ...shape, code: 'refresh-late', requests: [refresh.request] }];
    expect(told(report)).toEqual([['refresh-late', ['r4'], 'document_explains_certain']]);
  });

  it('is not asked where nothing was refused', () => {
    const report = reportWith([], [['refresh-too-often']]);
    expect(told(report)).toEqual([['refresh-too-often', [], null]]);
  });
});

describe('a refused socket', () => {
  const report = reportOn(socketEntry(FIRST));

  it('is explained by a finding that calls it by the request that opened it', () => {
    expect(report.sockets.map(({ id, outcome }) => [id, outcome])).toEqual([['s1', 'rejected']]);
    expect(told(report)).toEqual([
      ['refresh-missing', ['s1'], 'document_explains_likely'],
      ['expired-token-sent', [], 'document_explains_too'],
    ]);
  });

  it('is told from one that opened in the same millisecond', () => {
    const [socket, handshake] = [report.sockets[0], report.requests[0]];
    if (!socket || !handshake) throw new Error('there is neither');
    const two = {
      ...report,
      requests: [handshake, { ...handshake, id: 'r9' as Id }],
      sockets: [socket, { ...socket, id: 's2' as typeof socket.id, outcome: 'accepted' as const }],
    };
    expect(told(two)).toContainEqual(['refresh-missing', ['s1'], 'document_explains_likely']);
  });

  it('is counted and told where the report begins', () => {
    const { headline, health, story } = documentOf(report, IN_ENGLISH);
    expect(headline.slice(0, 2)).toEqual([
      'Last signed in: person-1. When the recording ended, the token that the app sent last had been expired for 13 s.',
      'Of 1 request and 1 socket, 1 refused.',
    ]);
    expect(story.map(({ sentence }) => sentence)).toEqual([
      'One socket. Refused. Likely cause: the token had expired 10 s before it was sent.',
    ]);
    expect(health).toContainEqual({ name: 'Refused', value: '1' });
  });
});
