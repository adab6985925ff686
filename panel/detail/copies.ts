import { name, version } from '../../package.json';
import { harEntry } from '../../src/core/har/har-entry.ts';
import type { RequestFacts } from '../../src/core/recording/request.ts';
import { Outlet } from '../../src/core/redaction/outlet.ts';
import { secretsOf } from '../../src/core/redaction/secret-sources.ts';
import { type Show, textFilter } from '../../src/core/redaction/shown.ts';
import { unsignedToken } from '../../src/core/redaction/unsigned-token.ts';
import { redactedRequest, wholeRequest } from '../../src/core/report/copy/copied-request.ts';
import { curlCommand } from '../../src/core/report/copy/curl.ts';
import { fetchCall } from '../../src/core/report/copy/fetch.ts';
import { verdictMarkdown } from '../../src/core/report/copy/request-markdown.ts';
import { verdictFacts } from '../../src/core/report/copy/verdict-facts.ts';
import { isStandIn } from '../../src/core/token/fingerprint.ts';
import { decodedOf, type RequestEntry, tokenOf } from '../../src/core/verdict/entry.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { language, say } from '../words/language.ts';
import { certaintySentence } from '../words/refusal-sentences.ts';
import { screenWords } from '../words/screen-words.ts';
import { verdictSentence } from '../words/sentences.ts';
import { socketSentence } from '../words/socket-sentences.ts';
import { nextStep } from './next-step.ts';
import type { Opened } from './opened.ts';
import { shownClaims } from './shown-claims.ts';

/** Something of a row that can be copied. */
export interface Copy {
  id: string;
  label: string;
  /** what stands on the clipboard opens the account: asked for twice */
  isSecret?: boolean;
  /** made only when it is asked for; null where no such text can be */
  text: () => string | null;
}

function showOf(model: PanelModel): Show {
  return textFilter(secretsOf(model.snapshot.peek().analysis));
}

const inJson = (value: unknown) => JSON.stringify(value, null, 2);

/** The verdict on a row as Markdown, in the reader's language. */
export function copiedMarkdown(entry: Opened, model: PanelModel): string {
  const { refusal } = entry.verdict;
  const { analysis } = model.snapshot.peek();
  const names = { analysis, entryOf: model.entryOf.peek() };
  const next = nextStep(entry, analysis);
  const told = {
    request:
      entry.kind === 'request'
        ? `${entry.facts.method} ${entry.facts.url}`
        : `socket.io authenticate ${entry.facts.url}`,
    sentence: entry.kind === 'request' ? verdictSentence(entry) : socketSentence(entry),
    certainty: refusal && certaintySentence(refusal),
    facts: verdictFacts(entry, language.peek()),
    evidence: refusal?.evidence.map(({ said }) => screenWords(said, names)) ?? [],
    next: next && screenWords(next, names),
    tool: { name, version },
  };
  return verdictMarkdown(told, showOf(model), language.peek());
}

function copiesOfToken(entry: Opened, token: string | null): Copy[] {
  const decoded = decodedOf(entry);
  if (decoded?.kind !== 'jws') return [];
  const claims: Copy = {
    id: 'claims',
    label: say('copy_claims'),
    text: () => inJson(shownClaims(decoded.claims, false)),
  };
  if (token === null) return [claims];
  return [
    claims,
    { id: 'unsigned', label: say('copy_unsigned'), text: () => unsignedToken(token) },
  ];
}

/** The token itself, which a report does not hold. */
function wholeToken(entry: Opened): string | null {
  const token = tokenOf(entry);
  return token === null || isStandIn(token) ? null : token;
}

function copiedEntry(request: RequestFacts, model: PanelModel): string {
  const outlet = new Outlet(showOf(model));
  return outlet.json(harEntry(request, outlet));
}

function copiesOfRequest({ facts: request }: RequestEntry, model: PanelModel): Copy[] {
  const redacted = () => redactedRequest(request, showOf(model));
  return [
    { id: 'curl', label: say('copy_curl'), text: () => curlCommand(redacted()) },
    { id: 'fetch', label: say('copy_fetch'), text: () => fetchCall(redacted()) },
    { id: 'har', label: say('copy_har'), text: () => copiedEntry(request, model) },
  ];
}

/** All that can be copied of a row, in groups; what holds a secret comes last. */
export function copiesOf(entry: Opened, model: PanelModel): Copy[][] {
  const token = wholeToken(entry);
  const isSecret = true;
  const whole: Copy[] = [];
  if (token !== null)
    whole.push({ id: 'token', label: say('copy_whole_token'), isSecret, text: () => token });
  if (entry.kind === 'request')
    whole.push({
      id: 'whole-curl',
      label: say('copy_whole_curl'),
      isSecret,
      text: () => curlCommand(wholeRequest(entry.facts)),
    });
  return [
    [
      { id: 'url', label: say('copy_url'), text: () => showOf(model)(entry.facts.url) },
      ...copiesOfToken(entry, token),
    ],
    entry.kind === 'request' ? copiesOfRequest(entry, model) : [],
    [{ id: 'markdown', label: say('copy_markdown'), text: () => copiedMarkdown(entry, model) }],
    whole,
  ].filter((group) => group.length > 0);
}
