import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { afterAll, describe, expect, it } from 'vitest';
import { recordHar } from '../../src/playwright/har-recorder.ts';

const HAR = '{"log":{}}';
const directory = mkdtempSync(join(tmpdir(), 'har-'));
const path = join(directory, 'tokens.har');

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A context that writes the file as soon as it records, and may break when that ends. */
function contextOf(isNew: boolean, end: () => void): BrowserContext {
  const record = async () => writeFileSync(path, HAR);
  const stop = async () => end();
  return {
    tracing: isNew ? { startHar: record, stopHar: stop } : {},
    routeFromHAR: record,
    close: stop,
  } as unknown as BrowserContext;
}

describe.each([
  ['tracing', true],
  ['closing the context', false],
])('a recording that ends by %s', (_way, isNew) => {
  it('leaves no file, be it that the browser cannot end it', async () => {
    const broken = contextOf(isNew, () => {
      throw new Error('the browser has gone');
    });
    const recorder = await recordHar(broken, path);
    await expect(recorder.end()).rejects.toThrow('the browser has gone');
    expect(existsSync(path)).toBe(false);
  });
});
