import { wordKey } from '../../src/core/language/language.ts';
import { identity } from '../../src/core/token/claims.ts';
import { fingerprint } from '../../src/core/token/fingerprint.ts';
import type { CurrentCredential } from '../../src/core/verdict/current.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';

const GENERATION_WORDS = { v1: 'Auth V1', v2: 'Auth V2' };

function unreadable(decoded: Exclude<CurrentCredential['decoded'], { kind: 'jws' }>): string {
  if (decoded.kind === 'malformed') return say(wordKey('credential_damaged', decoded.reason));
  return say(decoded.encrypted ? 'credential_encrypted' : 'credential_opaque');
}

/** Whose token it is, which kind, and a mark that tells it from others. */
export function Who({ current, model }: { current: CurrentCredential; model: PanelModel }) {
  const { decoded, token } = current;
  const generation =
    decoded.kind === 'jws' && model.session.recording.profile.generation(decoded.claims);
  return (
    <>
      <strong class="who">
        {decoded.kind === 'jws'
          ? (identity(decoded.claims) ?? say('credential_nobody'))
          : unreadable(decoded)}
      </strong>
      {generation && <span class="tag">{GENERATION_WORDS[generation]}</span>}
      <code class="fingerprint" title={say('credential_fingerprint')}>
        {fingerprint(token)}
      </code>
    </>
  );
}
