import { describe, expect, it } from 'vitest';
import { loadedBy, sizes } from './bench/sizes.ts';

describe('the built extension', () => {
  it.each(sizes())('$name does not outgrow its limit', ({ bytes, ceilingBytes }) => {
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(ceilingBytes);
  });

  it('starts its worker with nothing of what the panel draws', () => {
    const loaded = [...loadedBy('service-worker-loader.js')];
    expect(loaded).toContainEqual('core.js');
    expect(loaded.filter((path) => /panel-base|widgets|preact/.test(path))).toEqual([]);
  });

  it('reads files in a worker without the browser’s API, which there is none of', () => {
    const loaded = [...loadedBy('read-worker.js')];
    expect(loaded).toContainEqual('core.js');
    expect(loaded.filter((path) => /platform|live|widgets/.test(path))).toEqual([]);
  });

  it('opens its popup with nothing of what only background and panel take', () => {
    const loaded = [...loadedBy('src/popup/popup.html')];
    expect(loaded).toContainEqual('answer.js');
    expect(loaded.filter((path) => /shared|core|later|panel-base/.test(path))).toEqual([]);
  });
});
