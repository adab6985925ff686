import { describe, expect, it } from 'vitest';
import { undoneWords } from '../../src/popup/undone-words.ts';

const LATER = { kind: 'undone-later' as const, places: ['localStorage.token'] };

describe('after “Undo all simulations”', () => {
  it('all is restored only where the pages have said so', () => {
    expect(undoneWords({ kind: 'undone' }, 0).key).toBe('popup_undone');
    expect(undoneWords({ kind: 'undone' }, 1).key).toBe('popup_not_undone');
  });

  it('what the app wrote since is said to be left', () => {
    expect(undoneWords({ kind: 'undone-but-newer' }, 0).key).toBe('popup_undone');
  });

  it('what the page has cleared is not said to be restored', () => {
    expect(undoneWords({ kind: 'kept-is-gone' }, 0).key).toBe('fault_told_kept_is_gone');
  });

  it('what comes back with the site’s next page is said so', () => {
    const said = undoneWords(LATER, 0);
    expect(said).toEqual({
      key: 'fault_told_undone_later',
      values: { places: LATER.places },
    });
    expect(undoneWords(LATER, 2).key).toBe('popup_not_undone');
  });

  it('an answer that was lost promises nothing', () => {
    expect(undoneWords(null, 0).key).toBe('popup_undo_unheard');
  });
});
