import { wordKey } from '../../src/core/language/language.ts';
import { sessionBehind } from '../../src/core/session/whose-session.ts';
import { identity } from '../../src/core/token/claims.ts';
import { fingerprint } from '../../src/core/token/fingerprint.ts';
import { type DecodedToken, decodeToken } from '../../src/core/token/jwt.ts';
import type { PanelModel, Snapshot } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { isReplaced } from './other-stored-tokens.ts';

const GENERATION_WORDS = { v1: 'Auth V1', v2: 'Auth V2' };

/** Whether storage holds no session any more; where none was ever seen, nobody has signed out. */
export function isSignedOut({
  storage,
  current,
  analysis,
}: Pick<Snapshot, 'storage' | 'current' | 'analysis'>): boolean {
  const wasSignedIn = current !== null || analysis.chains.signIns.length > 0;
  return storage?.build === 'signed-out' && wasSignedIn;
}

function ownerOf(decoded: DecodedToken): string {
  if (decoded.kind === 'jws') return identity(decoded.claims) ?? say('credential_nobody');
  if (decoded.kind === 'malformed') return say(wordKey('credential_damaged', decoded.reason));
  return say(decoded.encrypted ? 'credential_encrypted' : 'credential_opaque');
}

/** Who is signed in; then whose token was sent last where that is another’s, which kind, and its mark. */
export function Who({ model }: { model: PanelModel }) {
  const { analysis, current, isRefused, storage } = model.snapshot.value;
  const owner = current && ownerOf(current.decoded);
  const behind = current && isRefused ? sessionBehind(analysis, current.token) : null;
  // The app would send it again though a newer one had taken its place.
  const isOldStored =
    current !== null &&
    isRefused &&
    storage?.active?.token === current.token &&
    isReplaced(analysis.chains, current.token);
  const isOver = isSignedOut(model.snapshot.value);
  const session = behind === null ? owner : ownerOf(decodeToken(behind));
  const who = isOver ? say('credential_signed_out') : session;
  const generation =
    current?.decoded.kind === 'jws' && analysis.profile.generation(current.decoded.claims);
  return (
    <>
      {isOver && <Icon name="exit" />}
      <strong class={who === null ? 'who none' : 'who'}>{who ?? say('credential_none')}</strong>
      {owner !== null && owner !== who && (
        <span class="owner">{say('credential_last_token', { who: owner })}</span>
      )}
      {isOldStored && <span class="owner">{say('credential_old_stored')}</span>}
      {generation && <span class="tag">{GENERATION_WORDS[generation]}</span>}
      {current && (
        <code class="fingerprint" title={say('credential_fingerprint')}>
          {fingerprint(current.token)}
        </code>
      )}
    </>
  );
}
