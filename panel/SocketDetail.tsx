import type { SocketEntry } from '../src/core/log.ts';
import { redactText } from '../src/core/redact.ts';
import type { PanelModel } from './panel-model.ts';
import { Section } from './Section.tsx';
import { shownUrl } from './shown-url.ts';
import { socketSentence } from './socket-sentences.ts';
import { TokenView } from './TokenView.tsx';
import { localDateTime, utcTime } from './times.ts';
import { VerdictBanner } from './VerdictBanner.tsx';

export function SocketDetail({ entry, model }: { entry: SocketEntry; model: PanelModel }) {
  const { use, verdict } = entry;
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
      <VerdictBanner verdict={verdict} sentence={socketSentence(entry)} />
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
          <TokenView token={use.token} sentAt={use.at} model={model} />
        )}
      </Section>
    </>
  );
}
