import { computed, effect } from '@preact/signals';
import { afterEach, expect, it } from 'vitest';
import { say, speak } from '../../panel/words/language.ts';
import { localTime } from '../../panel/words/times.ts';
import { serveLocaleFiles } from './locale-files.ts';

serveLocaleFiles();

const NOON = Date.UTC(2026, 9, 20, 5, 0, 0);

afterEach(() => speak('en'));

it('whoever says something says it anew when the language changes', async () => {
  const heard: string[] = [];
  const words = computed(() => say('verdict_accepted'));
  const stop = effect(() => void heard.push(words.value));
  await speak('id');
  await speak('en');
  stop();
  expect(heard).toEqual(['Accepted', 'Diterima', 'Accepted']);
});

it('the language asked for last is the one spoken', async () => {
  await Promise.all([speak('id'), speak('en')]);
  expect(say('verdict_accepted')).toBe('Accepted');
});

it('times are those of the zone asked for', async () => {
  await speak('en', 'UTC');
  expect(localTime(NOON, NOON)).toBe('05:00:00 UTC');
  await speak('en', 'Asia/Jakarta');
  expect(localTime(NOON, NOON)).toBe('12:00:00');
  expect(localTime(NOON, NOON + 86_400_000)).toBe('20 Oct 2026, 12:00:00');
});
