import './speak-english.ts';
import { describe, expect, it } from 'vitest';
import { refreshObstacle } from '../../panel/credential/RefreshControl.tsx';
import { emptinessOf } from '../../panel/shell/emptiness.ts';
import { currentStorage } from '../../src/core/verdict/current.ts';
import { read, stored } from '../core/findings/story.ts';

type Model = Parameters<typeof refreshObstacle>[0] & Parameters<typeof emptinessOf>[0];

/** A page of the service in which nobody is signed in and nothing has been sent. */
function quiet({ isRecording = true, isHeard = true }): Model {
  const analysis = read(stored(0, {}));
  const { recording } = analysis;
  const snapshot = {
    analysis,
    connection: 'connected',
    site: 'service',
    isWatchOnly: false,
    isRecording,
    storage: isHeard ? currentStorage(recording) : null,
    faults: { on: [] },
    refresh: { last: null },
    entries: { items: [] },
  };
  const model = {
    session: { source: { kind: 'live' }, recording },
    snapshot: { value: snapshot },
    visible: { value: { items: [] } },
    isFiltering: { value: false },
  };
  return model as unknown as Model;
}

describe('what to do first, said by the header and by the empty list', () => {
  it('is to sign in where the page is heard and recorded', () => {
    expect(refreshObstacle(quiet({}))).toMatch(/sign in/);
    expect(emptinessOf(quiet({}))).toBe('waiting');
  });

  it('is to resume while paused: who signs in before does it unrecorded', () => {
    const paused = quiet({ isRecording: false });
    expect(refreshObstacle(paused)).toMatch(/^Resume recording, then log in/);
    expect(emptinessOf(paused)).toBe('paused');
  });

  it('is to reload a page that is not heard', () => {
    const unheard = quiet({ isHeard: false });
    expect(refreshObstacle(unheard)).toMatch(/reload it/);
    expect(emptinessOf(unheard)).toBe('unheard');
  });
});
