import { type ReadonlySignal, signal } from '@preact/signals';
import type { FaultOutcome } from '../core/faults/outcome.ts';
import type { SessionFacts } from '../core/session/facts.ts';
import { ANSWER_LOST, type RefreshOutcome } from '../core/verdict/refresh-outcome.ts';
import type { PopupAnswers, PopupMessage, TabSession } from '../messages.ts';
import { browser } from '../platform/browser.ts';
import { loadFacts } from '../platform/kept-facts.ts';
import { openWindow } from '../platform/open-window.ts';
import { within } from '../platform/within.ts';
import type { ShownTab } from './shown-tab.ts';

/** The popup is open for seconds: it asks as often as its countdown moves, ms. */
const ASK_EVERY_MS = 1_000;
/** An answer is a matter of ms; a worker that has to start first takes some more. */
const ANSWER_WITHIN_MS = 5_000;
/** Longer than a refresh may take in the page, ms. */
const RENEWED_WITHIN_MS = 45_000;

/** How it stands with a renewal that was asked for here. */
export interface Renewal {
  isRunning: boolean;
  outcome: RefreshOutcome | null;
}

export interface PopupModel {
  /** what the background last said; null before it said anything */
  tab: ReadonlySignal<TabSession | null>;
  /** whether the background does not answer */
  isUnheard: ReadonlySignal<boolean>;
  /** ms by this computer */
  now: ReadonlySignal<number>;
  renewal: ReadonlySignal<Renewal>;
  /** what became of “Undo all” (its outcome is null: no answer came); null before it was asked for */
  undone: ReadonlySignal<{ outcome: FaultOutcome | null } | null>;
  /** resolves once there is something to be said */
  begin(): Promise<void>;
  /** to be called once that is drawn: what is known is kept up from then on */
  follow(): void;
  renew(): Promise<void>;
  undoAll(): Promise<void>;
  grantAccess(): Promise<void>;
  openApp(): Promise<void>;
  reloadPage(): Promise<void>;
  /** the window with everything that the browser has seen of the tab */
  openDetails(): Promise<void>;
  /** the same with a report to look at and save */
  openReport(): Promise<void>;
  /** the window for files alone */
  openFiles(): Promise<void>;
}

async function ask<Message extends PopupMessage>(
  message: Message,
  withinMs = ANSWER_WITHIN_MS,
): Promise<PopupAnswers[Message['type']] | null> {
  const asked = browser.runtime.sendMessage<Message, PopupAnswers[Message['type']] | null>(message);
  return within(withinMs, asked).catch(() => null);
}

/** What was known of a tab when the background last looked, if nothing has happened there since. */
async function knownOf({ id, url }: ShownTab): Promise<TabSession | null> {
  const kept = await loadFacts(id);
  if (!kept || !URL.canParse(url) || new URL(url).origin !== kept.origin) return null;
  return { site: 'service', facts: kept.facts as SessionFacts, faults: [] };
}

/** What the popup knows of a tab, kept up until `end`. */
export function createPopupModel(shown: ShownTab, end: AbortSignal): PopupModel {
  const { id: tabId } = shown;
  const tab = signal<TabSession | null>(null);
  const isUnheard = signal(false);
  const now = signal(Date.now());
  const renewal = signal<Renewal>({ isRunning: false, outcome: null });
  const undone = signal<{ outcome: FaultOutcome | null } | null>(null);
  const { host_permissions: origins = [], homepage_url: url = '' } = browser.runtime.getManifest();

  const look = async () => {
    const answer = await ask({ type: 'session', tabId });
    if (end.aborted) return;
    isUnheard.value = answer === null;
    if (answer) tab.value = answer;
    now.value = Date.now();
  };
  return {
    tab,
    isUnheard,
    now,
    renewal,
    undone,
    async begin() {
      tab.value = await knownOf(shown).catch(() => null);
      if (tab.value === null) await look();
    },
    follow() {
      // Not before the next frame: a worker that has to start first takes the time that drawing needs.
      requestAnimationFrame(() => requestAnimationFrame(() => void look()));
      const timer = setInterval(() => void look(), ASK_EVERY_MS);
      end.addEventListener('abort', () => clearInterval(timer), { once: true });
    },
    async renew() {
      if (renewal.value.isRunning) return;
      renewal.value = { isRunning: true, outcome: null };
      const outcome = await ask({ type: 'renew', tabId }, RENEWED_WITHIN_MS);
      renewal.value = { isRunning: false, outcome: outcome ?? ANSWER_LOST };
      await look();
    },
    async undoAll() {
      const outcome = await ask({ type: 'undo-all-faults' }, RENEWED_WITHIN_MS);
      // First what is still on, so that nothing is said of a list that is older.
      await look();
      undone.value = { outcome };
    },
    async grantAccess() {
      await browser.permissions.request({ origins });
      await look();
    },
    async openApp() {
      await browser.tabs.create({ url });
      window.close();
    },
    async openDetails() {
      await openWindow(tabId);
      window.close();
    },
    async openReport() {
      await openWindow(tabId, true);
      window.close();
    },
    async openFiles() {
      await openWindow(null);
      window.close();
    },
    async reloadPage() {
      await browser.tabs.reload(tabId);
      window.close();
    },
  };
}
