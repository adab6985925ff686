import type { Job } from '../../src/core/jobs/jobs.ts';
import { said, wordKey } from '../../src/core/language/language.ts';
import { redactText } from '../../src/core/redaction/redact.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { RowLink } from '../parts/RowLink.tsx';
import { say, tell } from '../words/language.ts';
import { Words } from '../words/Words.tsx';

const RESULT_ICONS: Record<Job['result'], IconName> = {
  pass: 'check',
  fail: 'cross',
  open: 'clock',
};
/** How long it has been watched and how many refreshes fell into that. */
export function jobFacts({ firstAt, lastAt, refreshes }: Job): string {
  const refreshed = said('job_refreshes', { count: refreshes });
  return firstAt === null || lastAt === null
    ? tell(refreshed)
    : say('job_facts', { seconds: (lastAt - firstAt) / 1000, refreshed });
}

/** Nobody reads more, and each is drawn. */
const MAX_SHOWN = 100;

function JobLine({ job, model }: { job: Job; model: PanelModel }) {
  return (
    <li class="job" data-job={job.job} data-result={job.result}>
      <span class="result">
        <Icon name={RESULT_ICONS[job.result]} />
        {say(wordKey('job_result', job.result))}
      </span>
      <code>{redactText(job.job)}</code>
      <span class="subtle">{jobFacts(job)}</span>
      <span class="why">
        <Words said={job.why} model={model} />
      </span>
      {job.refusal !== null && <RowLink model={model} id={job.refusal} />}
    </li>
  );
}

/** One line per assessment, from submit to result; the newest first. */
export function JobList({ model }: { model: PanelModel }) {
  const jobs = model.jobs.value;
  if (jobs.length === 0) return null;
  const older = jobs.length - MAX_SHOWN;
  return (
    <ul class="jobs" aria-label={say('health_assessments')}>
      {jobs
        .slice(-MAX_SHOWN)
        .reverse()
        .map((job) => (
          <JobLine key={job.job} job={job} model={model} />
        ))}
      {older > 0 && <li class="subtle">{say('job_more', { count: older })}</li>}
    </ul>
  );
}
