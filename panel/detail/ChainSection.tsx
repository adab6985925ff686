import type { CredentialRecord } from '../../src/core/credentials.ts';
import type { PanelModel } from '../panel-model.ts';
import { RowLink } from '../parts/RowLink.tsx';
import { Section } from '../parts/Section.tsx';
import { localTime, utcTime } from '../parts/times.ts';
import { lifeWords, originWords, useWords } from '../words/chain-sentences.ts';
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
      issued <time dateTime={utcTime(at)}>{localTime(at, nowMs)}</time>,{' '}
    </span>
  );
}

function ChainItem({ link, isHere, model }: LinkProps) {
  const { record, broughtBy } = link;
  const nowMs = model.serverNow.peek();
  return (
    <li data-token={record.fingerprint} aria-current={isHere ? 'true' : undefined}>
      <p class="origin">
        {originWords(link)} {broughtBy && <RowLink model={model} id={broughtBy.request} />}
      </p>
      <p>
        <code class="fingerprint">{record.fingerprint}</code>
        {isHere && <span class="tag here">this row</span>}
      </p>
      <p class="life-words">
        <Issued at={record.issuedAt} nowMs={nowMs} />
        {lifeWords(link, nowMs)}; {useWords(link, nowMs)}
      </p>
    </li>
  );
}

function windowOf(links: readonly ChainLink[], here: CredentialRecord): ChainLink[] {
  const index = links.findIndex(({ record }) => record === here);
  return links.slice(Math.max(0, index - NEIGHBOURS), index + NEIGHBOURS + 1);
}

/** Which token replaced which in the session of this one, who asked, and how each was used. */
export function ChainSection({ token, model }: { token: string; model: PanelModel }) {
  const { chains } = model.snapshot.value.analysis;
  const record = chains.credentials.byToken.get(token);
  if (!record) return null;
  const links = readChainLinks(chains, record);
  const [only] = links;
  if (links.length === 1 && !only?.broughtBy) return null;
  const shown = windowOf(links, record);
  const note = links.length === shown.length ? undefined : `${shown.length} of ${links.length}`;
  return (
    <Section
      title="Chain"
      note={note ?? `${links.length} ${links.length === 1 ? 'token' : 'tokens'}`}
    >
      <ol class="chain" aria-label="Chain">
        {shown.map((link) => (
          <ChainItem
            key={link.record.fingerprint}
            link={link}
            isHere={link.record === record}
            model={model}
          />
        ))}
      </ol>
    </Section>
  );
}
