import { describe, expect, it } from 'vitest';
import { FAIL_WORDS } from '../../src/cli/arguments.ts';
import { CAUSES, FINDINGS, FLAGS } from '../../src/core/language/stable-words.ts';
import { auditOf, run } from './run.ts';

const EMPTY = '{"log":{"entries":[]}}';

describe('unusable arguments', () => {
  it.each<[string[], RegExp]>([
    [[], /A command is missing/],
    [['adit', 'a.har'], /no command “adit”/],
    [['audit'], /A HAR file is missing/],
    [['audit', 'a.har', '--jsn'], /Unknown option '--jsn'/],
    [['audit', 'a.har', '--host'], /--host/],
    [['audit', 'a.har', '--json=yes'], /--json/],
    [['audit', 'a.har', '--json', '--html', 'a.html'], /exclude each other/],
    [['audit', 'a.har', '--jobs', '2'], /--jobs goes with --each/],
    [['audit', 'a.har', '--each'], /--each and --json-lines go together/],
    [['audit', 'a.har', '--each', '--json-lines', '--jobs', '0'], /from 1 to 99/],
    [['audit', 'a.har', '--each', '--json-lines', '--strict'], /--each takes no --strict/],
    [['redact', 'a.har', '--html', 'a.html'], /redact takes no --html/],
    [['redact', 'a.har', '--check', '--profile', 'p.json'], /so it takes no --profile/],
  ])('%j: one sentence and the usage', (args, sentence) => {
    const { exit, out, err } = run(args, { files: { 'a.har': EMPTY } });
    expect(exit).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(sentence);
    expect(err).toContain('Usage: futureguide-tokens audit');
    expect(err.split('\n')[0]).toMatch(/^[^.]*\.$/);
  });

  it('an unknown word is answered with the known ones', () => {
    const { exit, out, err } = auditOf(EMPTY, '--fail-on', 'expired,expird');
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain('“expird”');
    for (const word of [...FLAGS, ...CAUSES, ...FINDINGS]) expect(err).toContain(word);
    expect(auditOf(EMPTY, '--fail-on', '').exit).toBe(2);
  });

  it.each(['', 'a b', 'https://x.example/', 'x.example/path', 'x:port'])(
    '“%s” is no host',
    (host) => {
      const { exit, err } = auditOf(EMPTY, '--host', host);
      expect(exit).toBe(2);
      expect(err).toContain('is no host');
    },
  );
});

describe('usable arguments', () => {
  it('show help and version', () => {
    expect(run(['--help'])).toMatchObject({
      exit: 0,
      err: '',
      out: expect.stringMatching(/^Usage/),
    });
    expect(run(['audit', '--help']).exit).toBe(0);
    expect(run(['--version'])).toMatchObject({ exit: 0, out: '1.2.3\n', err: '' });
  });

  it('take words and hosts in lists and again', () => {
    const args = ['--fail-on', 'sent-expired, invalid-token', '--fail-on', 'missing'];
    expect(auditOf(EMPTY, ...args, '--host', 'localhost:3000', '--host', '*').exit).toBe(0);
    expect(auditOf(EMPTY, '--fail-on', FAIL_WORDS.join(',')).exit).toBe(0);
  });
});
