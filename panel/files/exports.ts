import { name, version } from '../../package.json';
import { redactedHar } from '../../src/core/har/har-export.ts';
import type { Language } from '../../src/core/language/language.ts';
import { languageOf } from '../../src/core/language/words.ts';
import { type Reading, readWhole } from '../../src/core/report/reading.ts';
import { type Report, type ReportSource, reportOf } from '../../src/core/report/report.ts';
import { type Analysis, analyse } from '../../src/core/verdict/analysis.ts';
import { downloadText } from '../../src/platform/download.ts';
import { fetchTexts } from '../../src/platform/texts.ts';
import type { PanelModel } from '../model/panel-model.ts';

export const TOOL = { name, version };

/** A report is for others, whatever language this reader has chosen. */
async function englishUtc(): Promise<Language> {
  return languageOf('en', await fetchTexts('en'), 'UTC');
}

/** Words of ours mean the same for everybody, so what goes out goes by the standard threshold. */
function analysisOf({ session }: PanelModel): Analysis {
  return analyse(session.recording);
}

/** What is said of what is shown. */
export function readingIn(model: PanelModel): Reading {
  const { source } = model.session;
  return (source.kind === 'file' && source.told) || readWhole(analysisOf(model));
}

/** The report of what is shown, in a language; `marked` may say more of where it comes from. */
export function reportIn(
  model: PanelModel,
  language: Language,
  marked: (source: ReportSource) => ReportSource = (source) => source,
  reading: Reading = readingIn(model),
): Report {
  const { source } = model.session;
  const origin: ReportSource = source.kind === 'file' ? source.origin : { kind: source.place };
  return reportOf(reading, marked(origin), TOOL, language);
}

export async function saveReport(model: PanelModel): Promise<void> {
  const text = JSON.stringify(reportIn(model, await englishUtc()), null, 2);
  downloadText('report.json', 'application/json', `${text}\n`);
}

export function saveHar(model: PanelModel, ids?: ReadonlySet<string>): void {
  const har = redactedHar(analysisOf(model), TOOL, ids && ((id) => ids.has(id)));
  downloadText('futureguide-redacted.har', 'application/json', `${har}\n`);
}
