import type { SocketEntry } from '../../src/core/log.ts';
import { redactText } from '../../src/core/redact.ts';
import type { PanelModel } from '../panel-model.ts';
import { Section } from '../parts/Section.tsx';
import { shownUrl } from '../parts/shown-url.ts';
import { localDateTime, utcTime } from '../parts/times.ts';
import { ChainSection } from './ChainSection.tsx';
import { RowProbe } from './RowProbe.tsx';
import { TokenView } from './TokenView.tsx';

interface Props {
  entry: SocketEntry;
  /** ms; what the server's clock showed beyond this computer's when it was sent */
  clockAhead: number;
  model: PanelModel;
}

/** What a socket sent to be authenticated, and what came of it. */
export function SocketDetail({ entry, clockAhead, model }: Props) {
  const { use } = entry;
  const { answer } = use;
  const facts: [name: string, value: string][] = [
    ['URL', shownUrl(use.url).full],
    ['Transport', use.transport],
    ['Sent', localDateTime(use.at)],
    ['Sent (UTC)', utcTime(use.at)],
  ];
  if (answer) {
    facts.push(['Answer', answer.event], ['Answered', localDateTime(answer.at)]);
    if (answer.message) facts.push(['Message', redactText(answer.message)]);
  }
  return (
    <>
      <Section title="General">
        <dl class="pairs">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title="Token" note="Signature not checked">
        {use.token === null ? (
          <p>No token was sent.</p>
        ) : (
          <>
            <RowProbe token={use.token} model={model} />
            <TokenView token={use.token} sentAt={use.at + clockAhead} model={model} />
          </>
        )}
      </Section>
      {use.token !== null && <ChainSection token={use.token} model={model} />}
    </>
  );
}
