import type { PanelModel } from '../model/panel-model.ts';
import { Section } from '../parts/Section.tsx';
import { say } from '../words/language.ts';
import { ClaimValue } from './ClaimValue.tsx';
import { type ClaimChange, claimChanges } from './claim-changes.ts';
import { shownClaims } from './shown-claims.ts';

interface Props {
  token: string;
  showsPersonal: boolean;
  model: PanelModel;
}

const value = (of: unknown) => <ClaimValue value={of} path="" meaning={() => null} depth={1} />;

function What({ change }: { change: ClaimChange }) {
  switch (change.kind) {
    case 'added':
      return (
        <>
          <ins>{value(change.after)}</ins> {say('detail_change_added')}
        </>
      );
    case 'removed':
      return (
        <>
          <del>{value(change.before)}</del> {say('detail_change_removed')}
        </>
      );
    case 'changed':
      return (
        <>
          <del>{value(change.before)}</del> → <ins>{value(change.after)}</ins>
        </>
      );
    case 'moved':
      return (
        <>
          {say(change.byMs < 0 ? 'detail_change_earlier' : 'detail_change_later', {
            span: Math.abs(change.byMs) / 1000,
          })}
        </>
      );
  }
}

/** What differs from the token that this one replaced; nothing for the first of a chain. */
export function ClaimChanges({ token, showsPersonal, model }: Props) {
  const { chains } = model.snapshot.value.analysis;
  const record = chains.credentials.byToken.get(token);
  if (!record) return null;
  const chain = chains.chainOf(record);
  const before = chain[chain.indexOf(record) - 1];
  if (before?.decoded.kind !== 'jws' || record.decoded.kind !== 'jws') return null;
  const changes = claimChanges(
    shownClaims(before.decoded.claims, showsPersonal),
    shownClaims(record.decoded.claims, showsPersonal),
  );
  return (
    <Section title={say('detail_changes')} note={before.fingerprint}>
      <table class="changes" aria-label={say('detail_changes')}>
        <tbody>
          {changes.map((change) => (
            <tr key={change.name} data-change={change.kind}>
              <th scope="row">{change.name}</th>
              <td>
                <What change={change} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changes.length === 0 && <p class="subtle">{say('detail_changes_none')}</p>}
    </Section>
  );
}
