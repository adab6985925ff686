import type { CredentialRecord } from '../../src/core/verdict/credentials.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { LifetimeBar } from '../parts/LifetimeBar.tsx';
import { lifetimeOf } from '../parts/lifetime.ts';
import { RowLink } from '../parts/RowLink.tsx';
import { lifeWords, originWords, useWords } from '../words/chain-sentences.ts';
import { say } from '../words/language.ts';
import { localTime, utcTime } from '../words/times.ts';
import { type ChainLink, readChainLinks } from './chain-links.ts';

/** This many on either side of the token that is looked at; a long day has a hundred. */
const NEIGHBOURS = 5;

interface LinkProps {
  link: ChainLink;
  isHere: boolean;
  model: PanelModel;
}

function Issued({ at, nowMs }: { at: number | null; nowMs: number }) {
  if (at === null) return null;
  return (
    <span title={utcTime(at)}>
      {say('detail_chain_issued')} <time dateTime={utcTime(at)}>{localTime(at, nowMs)}</time>,{' '}
    </span>
  );
}

function ChainItem({ link, isHere, model }: LinkProps) {
  const { record, broughtBy, firstUsedBy, lastUsedBy } = link;
  const { expiringSeconds } = model.session.recording.profile;
  const nowMs = model.serverNow.value;
  const lifetime = lifetimeOf(record.decoded, link.replacedAt ?? nowMs, expiringSeconds);
  const isCurrent = record.token === model.snapshot.value.current?.token;
  return (
    <li data-token={record.fingerprint} aria-current={isHere ? 'true' : undefined}>
      <p class="origin">
        {originWords(link)} {broughtBy && <RowLink model={model} id={broughtBy.request} />}
      </p>
      <p>
        <code class="fingerprint">{record.fingerprint}</code>
        {isHere && <span class="tag here">{say('detail_chain_here')}</span>}
        {isCurrent && <span class="tag">{say('detail_token_current')}</span>}
      </p>
      {lifetime && (
        <LifetimeBar
          lifetime={lifetime}
          nowMs={link.replacedAt ?? nowMs}
          expiringSeconds={expiringSeconds}
        />
      )}
      <p class="life-words">
        <Issued at={record.issuedAt} nowMs={nowMs} />
        {lifeWords(link, nowMs)}; {useWords(link, nowMs)}
      </p>
      {firstUsedBy && (
        <p class="uses">
          {say('detail_chain_first_use')} <RowLink model={model} id={firstUsedBy} />
        </p>
      )}
      {lastUsedBy && lastUsedBy !== firstUsedBy && (
        <p class="uses">
          {say('detail_chain_last_use')} <RowLink model={model} id={lastUsedBy} />
        </p>
      )}
    </li>
  );
}

function windowOf(links: readonly ChainLink[], here: CredentialRecord): ChainLink[] {
  const index = links.findIndex(({ record }) => record === here);
  return links.slice(Math.max(0, index - NEIGHBOURS), index + NEIGHBOURS + 1);
}

interface Props {
  token: string | null;
  model: PanelModel;
}

/** Which token replaced which in the session of this one, who asked, and how each was used. */
export function ChainTab({ token, model }: Props) {
  const { chains } = model.snapshot.value.analysis;
  const record = token === null ? undefined : chains.credentials.byToken.get(token);
  if (!record) return <p class="detail-note">{say('detail_chain_none')}</p>;
  const links = readChainLinks(chains, record);
  const shown = windowOf(links, record);
  return (
    <div class="chain-body">
      <p class="subtle">
        {shown.length === links.length
          ? say('detail_chain_tokens', { count: links.length })
          : say('detail_of', { shown: shown.length, all: links.length })}
      </p>
      <ol class="chain" aria-label={say('detail_tab_chain')}>
        {shown.map((link) => (
          <ChainItem
            key={link.record.fingerprint}
            link={link}
            isHere={link.record === record}
            model={model}
          />
        ))}
      </ol>
    </div>
  );
}
