import { describe, expect, it } from 'vitest';
import { checkDraft } from '../../src/options/profile-draft.ts';

const checked = (profile: object) => checkDraft({ isOwn: true, text: JSON.stringify(profile) });
const OWN = { profile: 1, hosts: ['app.example'] };

describe('a profile that is being written', () => {
  it('may name an API over https, or without it on this computer', () => {
    for (const apiBase of ['https://192.168.1.5/v1', 'http://localhost:8080', 'http://[::1]:8080'])
      expect(checked({ ...OWN, apiBase })).toEqual({
        kind: 'right',
        profile: { ...OWN, apiBase },
      });
  });

  it.each(['http://192.168.1.5:8080', 'http://api.app.example/v1', 'http://127.0.0.2'])(
    'may not name %s, for which the browser cannot be asked',
    (apiBase) => {
      expect(checked({ ...OWN, apiBase })).toEqual({ kind: 'plain-http' });
    },
  );

  it('is told by the field or the place that is wrong', () => {
    expect(checked({ ...OWN, hosts: ['app.example', 'x y'] })).toEqual({
      kind: 'wrong',
      where: 'hosts[1]',
    });
    expect(checkDraft({ isOwn: true, text: '{' })).toMatchObject({ kind: 'not-json' });
    expect(checkDraft({ isOwn: false, text: '{' })).toEqual({ kind: 'right', profile: null });
  });
});
