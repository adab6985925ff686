import { describe, expect, it } from 'vitest';
import { hasDisplay } from './display.ts';
import { readOptions } from './options.ts';

describe('the words behind npm start', () => {
  it('may be none', () => {
    expect(readOptions([], true)).toEqual({
      build: 'v2-before',
      lifeSeconds: 60,
      headless: false,
      fromZip: false,
    });
  });

  it('choose build, life and window', () => {
    const args = ['--build', 'v1', '--life=20', '--headless', '--from-zip'];
    expect(readOptions(args, true)).toEqual({
      build: 'v1',
      lifeSeconds: 20,
      headless: true,
      fromZip: true,
    });
  });

  it('need no window where there is no display', () => {
    expect(readOptions([], false).headless).toBe(true);
  });

  it.each([
    [['--quick'], '"--quick" is not known here'],
    [['--toString'], '"--toString" is not known here'],
    [['v1'], '"v1" is not known here'],
    [['--build', 'v3'], '--build takes one of current, v2-before, v2-after, v1.'],
    [['--life', 'long'], '--life takes the seconds a token lives, from 5.'],
    [['--life'], '--life takes the seconds a token lives, from 5.'],
  ])('%j is answered by a sentence', (args, sentence) => {
    expect(() => readOptions(args, true)).toThrow(sentence);
  });
});

describe('a display', () => {
  it.each<[NodeJS.Platform, NodeJS.ProcessEnv, boolean]>([
    ['linux', {}, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['darwin', {}, true],
    ['win32', {}, true],
  ])('on %s with %j: %s', (platform, env, wanted) => {
    expect(hasDisplay(platform, env)).toBe(wanted);
  });
});
