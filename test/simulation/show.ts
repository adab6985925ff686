import type { JudgedRow } from './judge.ts';
import type { Trial } from './try-session.ts';
import type { View } from './view.ts';

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}

function worldLines({ session }: View): string[] {
  const { plan, happened, clock, service } = session;
  const { startMs } = plan;
  const after = (at: number) => `+${seconds(at - startMs)} s`;
  const steps = clock.steps.map(({ at, byMs }) => `${seconds(byMs)} s at ${after(at)}`);
  const told = JSON.stringify({ ...plan, startMs: undefined }, (_key, value: unknown) =>
    value instanceof Set ? [...value] : value,
  );
  const server = service.replicas[0]?.steps ?? [];
  return [
    `plan: ${told}`,
    `client clock stepped: ${steps.join(', ') || 'never'}; server's: ${server.map(({ at, byMs }) => `${seconds(byMs)} s at ${after(at)}`).join(', ') || 'never'}`,
    `happened: ${happened.map(({ at, name }) => `${name} at ${after(at)}`).join(', ') || 'nothing'}`,
  ];
}

function leftOf({ session }: View, { exchange }: JudgedRow): string {
  const { truth, timing, startedAt } = exchange;
  const exp = truth.token?.exp ?? null;
  const server = session.service.replicas[truth.replica ?? 0];
  if (exp === null || !server) return '–';
  const sentByClient = startedAt + (timing.sent - timing.start);
  const parts = [exp - server.at(timing.sent), exp - sentByClient, exp - server.at(timing.checked)];
  return parts.map(seconds).join(' / ');
}

function offsetOf({ session }: View, { exchange, said }: JudgedRow): string {
  const { truth, timing, startedAt } = exchange;
  const server = session.service.replicas[truth.replica ?? 0];
  if (!server || truth.replica === null) return '–';
  const offset = server.at(timing.sent) - (startedAt + timing.sent - timing.start);
  const clock = said?.clock;
  return `${seconds(offset)} in ${clock ? `${seconds(clock.lowMs)}…${seconds(clock.highMs)}` : '?'}`;
}

function faultsOf({ clock }: Trial, { exchange, fault }: JudgedRow): string {
  const all = [
    ...(fault ? [fault] : []),
    ...(clock.outside.includes(exchange) ? ['clock'] : []),
    ...(clock.uncovered.includes(exchange) ? ['replica'] : []),
  ];
  return all.length === 0 ? '' : `<== ${all.join(', ')}`;
}

function rowLine(trial: Trial, row: JudgedRow): string {
  const { view } = trial;
  const { exchange, said, truth, isVisible } = row;
  const { startMs } = view.session.plan;
  const { n, tab, timing, method, url, status, cache, liesAboutTime } = exchange;
  const token = exchange.truth.token;
  const name = token ? `…${token.token.slice(-5)}${token.flaw ? ` (${token.flaw})` : ''}` : '–';
  const verdict = said
    ? `${said.outcome} ${said.validity} ${said.cause ?? ''} ${said.certainty ?? ''} ${said.evidence.join(',')}`
    : 'LOST';
  const dated = exchange.responseHeaders.some((header) => header.name === 'date');
  return [
    `#${n}${view.session.plan.tabs > 1 ? ` tab ${tab}` : ''}`,
    `+${seconds(timing.start - startMs)}`,
    new Date(exchange.startedAt).toISOString().slice(11, 23),
    `${method} ${new URL(url).pathname}`,
    `${status}${cache === 'none' ? '' : ` ${cache}`}${dated ? '' : ' undated'}${liesAboutTime ? ' LIES' : ''}`,
    name,
    leftOf(view, row),
    offsetOf(view, row),
    `${truth}${isVisible ? ' (visible)' : ''}`,
    verdict,
    faultsOf(trial, row),
  ].join(' | ');
}

/** One session row by row, truth beside verdict. */
export function shown(trial: Trial): string {
  const { view, said, rows, seed, shape } = trial;
  const head =
    '# | true time | client time | request | answer | token | s left: server / client / at the check | clock: true offset in stated | truth | said';
  const findings = said.findings.map(({ code, severity, requests }) => {
    return `  ${code} (${severity}) ${requests.join(' ')}`;
  });
  return [
    `seed ${seed}, ${shape}`,
    ...worldLines(view),
    head,
    ...rows.map((row) => rowLine(trial, row)),
    'findings said:',
    ...findings,
    `findings false: ${trial.findings.false.join(' ') || 'none'}; missed: ${trial.findings.missed.join(' ') || 'none'}`,
    '',
  ].join('\n');
}
