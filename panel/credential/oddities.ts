import type { CurrentCredential } from '../../src/core/verdict/current.ts';
import { tokenNotes } from '../detail/token-notes.ts';
import type { PanelModel } from '../model/panel-model.ts';

/** What is odd about the dates of the current credential, as it was when last seen. */
export function oddities({ decoded, seenAt }: CurrentCredential, model: PanelModel): string[] {
  if (decoded.kind !== 'jws') return [];
  return tokenNotes(decoded.claims, seenAt + (model.serverClock.value?.offsetMs ?? 0));
}
