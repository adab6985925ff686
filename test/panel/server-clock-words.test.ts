import { describe, expect, it } from 'vitest';
import { isAtEdge } from '../../panel/credential/clock-differences.ts';
import { clockSource, clockWords, isNotable } from '../../panel/credential/server-clock-words.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { clockInUse } from '../../src/core/verdict/clock-in-use.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { har, NOON_MS } from '../core/recording/legs.ts';
import { v2Token } from '../core/token/tokens.ts';

const HOST = 'api.futureguide.id';

function reading(offsetMs: number, uncertaintyMs: number) {
  const [lowMs, highMs] = [offsetMs - uncertaintyMs, offsetMs + uncertaintyMs];
  return { host: HOST, offsetMs, uncertaintyMs, lowMs, highMs, samples: 14 };
}

describe('the server’s clock in words', () => {
  it('says whose it is and what it rests on', () => {
    expect(clockSource(reading(0, 0))).toBe('api.futureguide.id, 14 answers');
    expect(clockSource({ ...reading(0, 0), samples: 1 })).toBe('api.futureguide.id, 1 answer');
  });

  it('says that it agrees and how far at most it may not, or how far it is ahead or behind', () => {
    const said = (offsetMs: number, uncertaintyMs: number) => {
      const { text, within } = clockWords(reading(offsetMs, uncertaintyMs));
      return `${text} (±${within})`;
    };
    expect(said(0, 80)).toBe('Server clock agrees (±0.1 s)');
    expect(said(500, 600)).toBe('Server clock agrees (±1.1 s)');
    expect(said(40_000, 200)).toBe('Server clock 40 s ahead (±0.2 s)');
    expect(said(-125_000, 1_000)).toBe('Server clock 2 min 5 s behind (±1 s)');
  });

  it('matters only where it is surely far off', () => {
    expect(isNotable(reading(5_500, 400))).toBe(true);
    expect(isNotable(reading(-5_500, 600))).toBe(false);
  });

  it('cannot tell about an instant inside its uncertainty', () => {
    expect(isAtEdge(reading(0, 300), NOON_MS, NOON_MS - 300)).toBe(true);
    expect(isAtEdge(reading(0, 300), NOON_MS, NOON_MS - 301)).toBe(false);
    expect(isAtEdge(null, NOON_MS, NOON_MS)).toBe(false);
  });
});

describe('the clock that counts', () => {
  it('allows for drift between the last answer that told the time and the last request', () => {
    const recording = new Recording(futureGuide);
    const url = 'https://api.futureguide.id/api/auth/profile';
    recording.add(dated(url, 0, 60_000));
    const uncertainty = () => clockInUse(analyse(recording))?.uncertaintyMs ?? 0;
    const soon = uncertainty();
    const authorization = `Bearer ${v2Token(NOON_MS / 1000)}`;
    recording.add(har({ at: 10_000_000, url, authorization }));
    expect(uncertainty() - soon).toBeGreaterThan(400);
  });

  const dated = (url: string, at: number, ahead: number) =>
    har(
      { at, url, authorization: `Bearer ${v2Token(NOON_MS / 1000)}` },
      { responseHeaders: [{ name: 'Date', value: new Date(NOON_MS + at + ahead).toUTCString() }] },
    );

  it('is that of the host to which a token went last', () => {
    const recording = new Recording(futureGuide);
    expect(clockInUse(analyse(recording))).toBeNull();
    recording.add(dated('https://futureguide.id/api/auth/profile', 0, 60_000));
    expect(clockInUse(analyse(recording))?.host).toBe('futureguide.id');
    recording.add(dated(`https://${HOST}/api/auth/profile`, 1_000, 2_000));
    expect(clockInUse(analyse(recording))?.host).toBe(HOST);
  });
});
