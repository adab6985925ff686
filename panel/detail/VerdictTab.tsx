import { verdictFacts } from '../../src/core/report/copy/verdict-facts.ts';
import { tokenOf } from '../../src/core/verdict/entry.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { language, say } from '../words/language.ts';
import { Words } from '../words/Words.tsx';
import { copiedMarkdown } from './copies.ts';
import { advisesTest, nextStep } from './next-step.ts';
import type { Opened } from './opened.ts';
import { RowProbe } from './RowProbe.tsx';
import { VerdictBanner } from './VerdictBanner.tsx';

function Facts({ entry }: { entry: Opened }) {
  return (
    <dl class="pairs">
      {verdictFacts(entry, language.value).map(({ name, value, code }) => (
        <div key={`${name} ${code}`}>
          <dt>{name}</dt>
          <dd>
            {value} {code && code !== value && <code class="stable">{code}</code>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What is said of a row, what can be done, why, and by which facts. */
export function VerdictTab({ entry, model }: { entry: Opened; model: PanelModel }) {
  const { refusal } = entry.verdict;
  const isSurelyExpired = refusal?.cause === 'expired' && refusal.certainty === 'certain';
  const token = isSurelyExpired ? null : tokenOf(entry);
  const next = nextStep(entry, model.snapshot.value.analysis);
  const probe = token !== null && <RowProbe token={token} model={model} />;
  const isAdvised = refusal !== null && advisesTest(refusal);
  return (
    <>
      <VerdictBanner entry={entry} model={model}>
        {next && (
          <p class="next-step">
            <strong>{say('detail_next')}:</strong> <Words said={next} model={model} />
          </p>
        )}
        {isAdvised && probe}
      </VerdictBanner>
      <div class="verdict-body">
        <Facts entry={entry} />
        {!isAdvised && probe}
        <CopyButton label={say('copy_markdown')} text={() => copiedMarkdown(entry, model)} />
      </div>
    </>
  );
}
