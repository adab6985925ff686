import { certaintyOf } from '../../findings/certainty.ts';
import { type Language, type WordKey, wordKey } from '../../language/language.ts';
import type { Report } from '../report-schema.ts';
import { type DocumentContext, documentOf, type ReportDocument } from './document.ts';
import type { NamedFact } from './environment.ts';
import type { ExplainedFinding } from './explained.ts';
import { STYLE } from './html-style.ts';
import { escaped, type Html, html, path } from './html-text.ts';
import { MAX_NAMED, type NamedRequest } from './named.ts';
import { DATA_TAG, packed, sha256 } from './packed.ts';
import type { RefusedRow } from './refused-rows.ts';
import type { Step } from './story.ts';
import { timelineSvg } from './timeline-svg.ts';

/** So much is read by a person; the report's data has the rest. */
const MAX_STEPS = 40;
const MAX_REFUSALS = 100;
const MAX_EVIDENCE = 6;
/** A longer text was made by nobody to be read. */
const MAX_TEXT = 400;
/** With the base64 of more the file would be larger than mail and trackers like. */
const MAX_DATA = 700_000;

const short = (text: string) => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);

/** The first and the last, and how many were between. */
function steps(all: readonly Step[], language: Language): Html[] {
  const { say, format } = language;
  const first = all.length > MAX_STEPS ? all.slice(0, MAX_STEPS / 2) : all;
  const last = all.length > MAX_STEPS ? all.slice(-MAX_STEPS / 2) : [];
  const item = ({ at, until, tone, sentence }: Step) => {
    const time = format(at, 'clock') + (until === null ? '' : ` – ${format(until, 'clock')}`);
    return html`<li class="${tone}"><time>${time}</time>${short(sentence)}</li>`;
  };
  const gap = all.length - first.length - last.length;
  const more = gap > 0 ? [html`<li>${say('document_steps_more', { count: gap })}</li>`] : [];
  return [...first.map(item), ...more, ...last.map(item)];
}

function evidenceList(texts: readonly string[]): Html[] {
  if (texts.length === 0) return [];
  return [
    html`<ul>${texts.slice(0, MAX_EVIDENCE).map((text) => html`<li>${short(text)}</li>`)}</ul>`,
  ];
}

/** The head of a column of times, which names the zone for all of them. */
const timeColumn = ({ say, timeZone }: Language) =>
  say('grid_column_time') + (timeZone === 'UTC' ? ' (UTC)' : '');

function refusalRow(
  { id, at, request, sender, sentence, certainty }: RefusedRow,
  evidence: readonly string[] | null,
  { format }: Language,
): Html {
  const sure = certainty === null ? [] : [html` <span class="subtle">(${certainty})</span>`];
  const by = sender === null ? [] : [html`<br><span class="subtle">${short(sender)}</span>`];
  return html`<tr id="${id}"><td><time>${format(at, 'precise')}</time></td><td>${id} <code>${path(short(request))}</code>${by}</td><td>${short(sentence)}${sure}</td>${evidence === null ? [] : [html`<td>${evidenceList(evidence)}</td>`]}</tr>`;
}

/** The evidence of each, with a list of possible reasons where it is first told. */
function evidenceOf(all: readonly RefusedRow[], { say }: Language): string[][] {
  const told = new Map<string, string>();
  return all.map(({ id, evidence, reasons }) => {
    const list = reasons.join();
    const above = told.get(list);
    if (above === undefined || list === '') {
      told.set(list, id);
      return evidence;
    }
    const others = evidence.filter((text) => !reasons.includes(text));
    return [...others, say('document_reasons_above', { id: above })];
  });
}

function refusalTable(all: readonly RefusedRow[], language: Language): Html[] {
  const { say } = language;
  if (all.length === 0) return [];
  const more = all.length - MAX_REFUSALS;
  const shown = all.slice(0, MAX_REFUSALS);
  const evidence = evidenceOf(shown, language);
  const hasEvidence = evidence.some((texts) => texts.length > 0);
  const columns = [
    timeColumn(language),
    say('detail_tab_request'),
    say('document_why'),
    ...(hasEvidence ? [say('evidence_list')] : []),
  ];
  const rows = shown.map((refusal, index) =>
    refusalRow(refusal, hasEvidence ? (evidence[index] ?? []) : null, language),
  );
  return [
    html`<h2>${say('document_refusals')}</h2><table><thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`,
    ...(more > 0 ? [html`<p>${say('document_refusals_more', { count: more })}</p>`] : []),
  ];
}

function namedTable(all: readonly NamedRequest[], language: Language): Html[] {
  if (all.length === 0) return [];
  const { say, format } = language;
  const columns = [timeColumn(language), say('detail_tab_request'), say('detail_fact_answer')];
  const row = ({ id, at, request, status, sender }: NamedRequest) => {
    const by = sender === null ? [] : [html`<br><span class="subtle">${short(sender)}</span>`];
    return html`<tr id="${id}"><td><time>${format(at, 'precise')}</time></td><td>${id} <code>${path(short(request))}</code>${by}</td><td>${status ?? '–'}</td></tr>`;
  };
  return [
    html`<h2>${say('document_named')}</h2><table><thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${all.map(row)}</tbody></table>`,
  ];
}

function links(ids: readonly string[], shown: ReadonlySet<string>): Html {
  const named = ids
    .slice(0, MAX_NAMED)
    .map((id) => (shown.has(id) ? html`<a href="#${id}">${id}</a> ` : html`${id} `));
  return html`${named}${ids.length > MAX_NAMED ? '…' : ''}`;
}

function finding(
  { finding: told, explains, sentence }: ExplainedFinding,
  shown: ReadonlySet<string>,
  { say, tell }: Language,
): Html {
  const { code, severity, title, evidence, advice, requests } = told;
  const others = requests.filter((id) => !explains.includes(id));
  const link =
    sentence === null ? [] : [html`<p>${tell(sentence)} ${[links(explains, shown)]}</p>`];
  return html`<section class="finding ${severity}"><p><strong>${short(title)}</strong> <span class="subtle">(${say(wordKey('certainty', certaintyOf(told)))})</span> <code class="subtle">${code}</code></p>${link}${evidenceList(evidence.map(({ text }) => text))}<p>${say('detail_next')}: ${short(advice)}</p><p class="subtle">${[links(others, shown)]}</p></section>`;
}

function findingSections(
  { findings, refusals }: ReportDocument,
  shown: ReadonlySet<string>,
  language: Language,
): Html[] {
  const { say } = language;
  const section = (name: WordKey, all: readonly ExplainedFinding[]) =>
    all.length === 0
      ? []
      : [html`<h2>${say(name)}</h2>`, ...all.map((one) => finding(one, shown, language))];
  if (refusals.length === 0) return section('finding_list', findings);
  const isCause = ({ explains }: ExplainedFinding) => explains.length > 0;
  return [
    ...section('document_explaining', findings.filter(isCause)),
    ...section(
      'document_beside',
      findings.filter((one) => !isCause(one)),
    ),
  ];
}

function factTable(name: string, facts: readonly NamedFact[]): Html {
  return html`<h2>${name}</h2><table><tbody>${facts.map((fact) => html`<tr><th scope="row">${fact.name}</th><td>${short(fact.value)}</td></tr>`)}</tbody></table>`;
}

function body(told: ReportDocument, context: DocumentContext, notes: readonly string[]): Html {
  const { language, profile } = context;
  const { say } = language;
  const { report, title, headline, isBad, period, story, refusals, named, tokens } = told;
  const svg = timelineSvg(report, profile, language);
  const shown = new Set([...refusals.slice(0, MAX_REFUSALS), ...named].map(({ id }) => id));
  return html`<header><h1>${title}</h1><div class="lead ${isBad ? 'bad' : 'good'}">${headline.map((text) => html`<p>${short(text)}</p>`)}</div>${period === null ? [] : [html`<p class="subtle">${period}</p>`]}</header><main>${[
    ...(story.length === 0
      ? []
      : [html`<h2>${say('document_story')}</h2><ol>${steps(story, language)}</ol>`]),
    ...(svg === null ? [] : [html`<h2>${say('timeline')}</h2>`, svg]),
    ...refusalTable(refusals, language),
    ...findingSections(told, shown, language),
    ...namedTable(named, language),
    ...(tokens.length === 0 ? [] : [factTable(say('document_tokens'), tokens)]),
    factTable(say('health'), told.health),
    factTable(say('document_environment'), told.environment),
  ]}</main><footer>${notes.map((note) => html`<p class="subtle">${note}</p>`)}</footer>`;
}

/** What a page needs that is reckoned from its contents, in Node and in browsers by other means. */
export interface Sealing {
  /** the report’s JSON compressed (gzip), in base64url */
  data: string;
  /** of `STYLE`, in base64 */
  styleHash: string;
}

/** The page of a report that was told, with its data as it was packed. */
export function htmlPage(
  told: ReportDocument,
  context: DocumentContext,
  { data, styleHash }: Sealing,
): string {
  const { locale, say } = context.language;
  const isCarried = data.length <= MAX_DATA;
  const notes = [...told.notes, say(isCarried ? 'document_carries' : 'document_too_large')];
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;
  const head = html`<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width"><title>${told.title}</title>`;
  const carried = isCarried ? `${DATA_TAG}${escaped(data)}</script>\n` : '';
  return `<!doctype html>\n<html lang="${locale}">\n<head>${head}<style>${STYLE}</style></head>\n<body>${body(told, context, notes)}\n${carried}</body>\n</html>\n`;
}

/**
 * A report as one HTML file that needs nothing else: no network, no script, one style. It carries its
 * data, where that is not too much, so that the panel can open it again. People have numbers in it
 * unless the report is marked to name them.
 */
export async function htmlReport(report: Report, context: DocumentContext): Promise<string> {
  const told = documentOf(report, context);
  return htmlPage(told, context, {
    data: await packed(JSON.stringify(told.report)),
    styleHash: await sha256(STYLE),
  });
}
