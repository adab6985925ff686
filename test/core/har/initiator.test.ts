import { describe, expect, it } from 'vitest';
import { readInitiator } from '../../../src/core/har/har-initiator.ts';
import {
  framesOfPage,
  placeOfFrame,
  scriptUrl,
  senderOf,
} from '../../../src/core/recording/initiator.ts';

const APP = 'https://app.futureguide.id/assets/monitor.js?v=3';
const call = (functionName: string, url: string, lineNumber: number) => ({
  functionName,
  url,
  lineNumber,
  columnNumber: 8,
});

describe('the calls that led to a request', () => {
  it('are those of its stack and of what it waited for, and the app’s is its sender', () => {
    const frames = readInitiator({
      type: 'script',
      stack: {
        callFrames: [call('dispatchXhrRequest', 'https://cdn.example/axios.min.js', 0)],
        parent: {
          callFrames: [call('request', APP, 10), call('pollStatus', APP, 40), call('', APP, 90)],
        },
      },
    });
    expect(frames.map(({ functionName, line }) => `${functionName}:${line}`)).toEqual([
      'dispatchXhrRequest:1',
      'request:11',
      'pollStatus:41',
      ':91',
    ]);
    const sender = senderOf(frames);
    expect(sender?.functionName).toBe('pollStatus');
    expect(sender && placeOfFrame(sender)).toBe('monitor.js:41');
    expect(sender && scriptUrl(sender)).toBe('https://app.futureguide.id/assets/monitor.js');
  });

  it('are the place itself where there is no stack, and none where nothing is said', () => {
    const parsed = { type: 'parser', url: 'https://app.futureguide.id/', lineNumber: 4 };
    expect(readInitiator(parsed)).toEqual([
      { functionName: '', url: 'https://app.futureguide.id/', line: 5, column: 1 },
    ]);
    for (const nothing of [undefined, null, 7, 'x', {}, { stack: { callFrames: 3 } }])
      expect(readInitiator(nothing)).toEqual([]);
  });

  it('are no more than a reader looks at, however deep the stack', () => {
    const endless: Record<string, unknown> = { callFrames: [call('again', APP, 1)] };
    endless.parent = endless;
    expect(readInitiator({ stack: endless }).length).toBeLessThanOrEqual(24);
    const wide = Array.from({ length: 10_000 }, () => call('f', APP, 1));
    expect(readInitiator({ stack: { callFrames: wide } })).toHaveLength(24);
  });

  it('are shown without those of extensions and without what lies in no script', () => {
    const own = call('apply', 'chrome-extension://abc/fetch-tap.js', 1);
    const callFrames = [own, call('forEach', '', 0), call('pollStatus', APP, 40)];
    const shown = framesOfPage(readInitiator({ stack: { callFrames } }));
    expect(shown.map(({ functionName }) => functionName)).toEqual(['pollStatus']);
  });

  it('has a sender even where all of it is a library’s', () => {
    const frames = readInitiator({ stack: { callFrames: [call('fetch', APP, 2)] } });
    expect(senderOf(frames)?.line).toBe(3);
    expect(senderOf([])).toBeNull();
  });
});
