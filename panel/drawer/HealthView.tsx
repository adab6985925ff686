import { wordKey } from '../../src/core/language/language.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { say } from '../words/language.ts';
import { counts, healthMeasures, type Measure, type Tone } from './health-words.ts';
import { JobList } from './JobList.tsx';

export const TONE_ICONS: Record<Tone, IconName> = {
  good: 'check',
  warn: 'warning',
  bad: 'cross',
  none: 'info',
};

function MeasureTile({ measure }: { measure: Measure }) {
  const { name, value, detail, goal, tone } = measure;
  return (
    <div class="measure" data-tone={tone}>
      <dt>{name}</dt>
      <dd>
        <span class="figure">
          <Icon name={TONE_ICONS[tone]} label={say(wordKey('health_tone', tone))} />
          {value}
        </span>
        <span>{detail}</span>
        <span class="subtle">{goal}</span>
      </dd>
    </div>
  );
}

/** The team's own numbers beside the team's own goals, and each job from submit to result. */
export function HealthView({ model }: { model: PanelModel }) {
  const health = model.health.value;
  if (!health) return null;
  return (
    <section class="health" aria-label={say('health')}>
      <dl class="measures">
        {healthMeasures(model).map((measure) => (
          <MeasureTile key={measure.name} measure={measure} />
        ))}
      </dl>
      <dl class="counts">
        {counts(health, model.counts.value).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <JobList model={model} />
    </section>
  );
}
