import {
  type Language,
  type Said,
  said,
  sentences,
  type WordKey,
  wordKey,
} from '../../language/language.ts';
import type { Requester } from '../../language/stable-words.ts';
import type { RouteKind, ServiceProfile } from '../../service/service-profile.ts';
import type { Report, ReportRefresh, ReportRequest } from '../report-schema.ts';
import { type Call, calledAt, counts, inOrder, personOf, signInTokens } from './calls.ts';
import { raceWinners } from './races.ts';
import { refusedSaid } from './refused-rows.ts';

/** One sentence of what happened. */
export interface Step {
  at: string | null;
  /** of the last thing that it tells of; null where it tells of one */
  until: string | null;
  tone: 'good' | 'bad' | 'plain';
  sentence: string;
}

/** What happened, before it is put into words; equal ones that follow each other are one step. */
interface Happening {
  at: string | null;
  until: string | null;
  tone: Step['tone'];
  /** by which it is told from others */
  kind: string;
  count: number;
  say(count: number): Said;
}

type StepDraft = Omit<Happening, 'at' | 'until' | 'count'>;

const toldStep = (
  kind: string,
  key: WordKey,
  tone: Step['tone'],
  person: string | null = null,
): StepDraft => ({
  kind,
  tone,
  say: (count) => said(key, { count, person: person ?? said('someone') }),
});

const REFRESHED_BY = {
  app: 'document_step_refreshed',
  debugger: 'document_step_refreshed_debugger',
  'another-tab': 'document_step_refreshed_another_tab',
} as const;

function refreshStep(
  { outcome, by }: ReportRefresh,
  request: ReportRequest,
  winner?: Requester,
): StepDraft | null {
  if (outcome === 'pending') return null;
  if (outcome === 'accepted') return toldStep(`refreshed by ${by}`, REFRESHED_BY[by], 'good');
  const failed = said('document_step_refresh_failed');
  if (outcome !== 'rejected') return { kind: 'refresh-failed', tone: 'bad', say: () => failed };
  return {
    kind: winner ? `refresh lost to ${winner}` : 'refresh-refused',
    tone: 'bad',
    say: () => sentences(failed, refusedSaid(request, winner)),
  };
}

function refusedStep(call: Call): StepDraft {
  const { cause = 'unknown', certainty = 'possible', validity } = call;
  const isSocket = !('method' in call);
  return {
    kind: `refused ${isSocket} ${cause} ${certainty} ${validity}`,
    tone: 'bad',
    // How long each had expired differs; that is in the table.
    say: (count) =>
      said(isSocket ? 'document_step_socket_refused' : 'document_step_refused', {
        count,
        sentence: refusedSaid({
          ...call,
          secondsLeft: count === 1 ? call.secondsLeft : null,
        }),
      }),
  };
}

const ACCEPTED_STEPS: Partial<Record<RouteKind, [WordKey, Step['tone']]>> = {
  login: ['document_signed_in', 'good'],
  register: ['document_signed_in', 'good'],
  logout: ['document_signed_out', 'plain'],
  submit: ['document_step_submitted', 'plain'],
};

/** @param person whose token it brought, or was sent with */
function stepOf(request: ReportRequest, kind: RouteKind, person: string | null): StepDraft | null {
  const { outcome, flags, validity, method } = request;
  if (outcome === 'rejected') return refusedStep(request);
  const isSignIn = kind === 'login' || kind === 'register';
  if (isSignIn && (outcome === 'unknown' || outcome === 'failed'))
    return toldStep('sign-in-failed', 'document_step_sign_in_failed', 'bad');
  if (outcome === 'failed' && kind !== 'page')
    return toldStep('failed', 'document_step_failed', 'bad');
  if (outcome !== 'accepted') return null;
  if (flags.includes('sent-expired'))
    return toldStep('accepted-expired', 'document_step_accepted_expired', 'bad');
  if (method === 'POST' || kind === 'logout') {
    const step = ACCEPTED_STEPS[kind];
    if (step) return toldStep(`${step[0]} ${person}`, ...step, person);
  }
  return validity === 'valid' || validity === 'expiring'
    ? toldStep('accepted', 'document_step_accepted_again', 'good')
    : null;
}

function happened(report: Report, profile: ServiceProfile): Happening[] {
  const refreshes = new Map(report.refreshes.map((refresh) => [String(refresh.request), refresh]));
  const lost = raceWinners(report);
  const all: Happening[] = [];
  const tokens = new Map(report.credentials.map((one) => [one.id, one]));
  const brought = signInTokens(report, profile);
  const stepFor = (call: Call, person: string | null) => {
    if (!('method' in call)) return call.outcome === 'rejected' ? refusedStep(call) : null;
    const refresh = refreshes.get(call.id);
    return refresh
      ? refreshStep(refresh, call, lost.get(call.id))
      : stepOf(call, profile.route(call.method, call.url).kind, person);
  };
  let isRefused = false;
  for (const call of inOrder([...report.requests.filter(counts), ...report.sockets])) {
    const at = calledAt(call) || null;
    const token = brought.get(call.id) ?? (call.credential && tokens.get(call.credential));
    const person = token ? personOf(token) : null;
    const told = stepFor(call, person);
    if (!told) continue;
    // That all is well is only news after it was not.
    if (told.kind === 'accepted' && !isRefused) continue;
    if (told.kind === 'accepted' || told.kind.startsWith('refused'))
      isRefused = told.tone === 'bad';
    const last = all.at(-1);
    if (last?.kind === told.kind) {
      last.count += 1;
      last.until = at;
    } else all.push({ ...told, at, until: null, count: 1 });
  }
  return all;
}

function jobEnds({ jobs }: Report): Happening[] {
  return jobs
    .filter(({ result, lastAt }) => result !== 'open' && lastAt !== null)
    .map(({ job, result, lastAt }) => ({
      at: lastAt,
      until: null,
      kind: 'job',
      tone: result === 'pass' ? 'good' : 'bad',
      count: 1,
      say: () => {
        const what = said('timeline_job', { job, result: said(wordKey('timeline_job', result)) });
        return said('document_step', { what });
      },
    }));
}

/** That refreshes overlapped or spent the same token, whoever won, as the finding has it. */
function races({ findings }: Report): Happening[] {
  const evidence = findings.flatMap((one) => (one.code === 'refresh-race' ? one.evidence : []));
  return evidence.flatMap(({ id, values: { at, refreshes, inOtherTabs } }): Happening[] => {
    if (id !== 'race' || typeof at !== 'string' || typeof refreshes !== 'number') return [];
    const key = inOtherTabs ? 'finding_refresh_race_overlapping_tabs' : 'finding_refresh_race';
    const values = { refreshes, inOtherTabs: Number(inOtherTabs ?? 0) };
    const say = () => said('document_step', { what: said(key, values) });
    return [{ at, until: null, kind: 'race', tone: 'bad', count: 1, say }];
  });
}

/** What happened, in plain words and in order of time. */
export function storyOf(report: Report, profile: ServiceProfile, language: Language): Step[] {
  return [...races(report), ...happened(report, profile), ...jobEnds(report)]
    .sort((a, b) => (a.at ?? '￿').localeCompare(b.at ?? '￿'))
    .map(({ at, until, tone, count, say }) => ({
      at,
      until: language.format(until, 'clock') === language.format(at, 'clock') ? null : until,
      tone,
      sentence: language.tell(say(count)),
    }));
}
