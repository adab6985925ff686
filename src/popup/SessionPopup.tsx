import { Icon } from '../../panel/parts/Icon.tsx';
import { say } from '../../panel/words/language.ts';
import type { Locale } from '../core/language/language.ts';
import type { TabSession } from '../messages.ts';
import type { Texts } from '../platform/texts.ts';
import { AnswerCard } from './AnswerCard.tsx';
import { Details } from './Details.tsx';
import { FaultLine } from './FaultLine.tsx';
import { ForUser } from './ForUser.tsx';
import { PlaceCard, ReloadNote } from './PlaceCard.tsx';
import type { PopupModel } from './popup-model.ts';
import { SessionActs } from './SessionActs.tsx';

interface PopupProps {
  model: PopupModel;
  /** the user may speak another language than the reader */
  texts: Record<Locale, Texts>;
}

function Session({ tab, model, texts }: PopupProps & { tab: TabSession }) {
  return (
    <>
      {tab.site === 'unheard' && <ReloadNote model={model} />}
      <AnswerCard facts={tab.facts} now={model.now.value} />
      <SessionActs facts={tab.facts} model={model} />
      <ForUser facts={tab.facts} texts={texts} now={model.now.value} />
      <Details facts={tab.facts} />
    </>
  );
}

/** What of a page that is not heard the browser itself has seen is better than nothing. */
function hasSession({ site, facts }: TabSession): boolean {
  return site === 'service' || (site === 'unheard' && facts.token !== null);
}

/** The answer about the session of a tab, for somebody who knows nothing of tokens. */
export function SessionPopup({ model, texts }: PopupProps) {
  const tab = model.tab.value;
  return (
    <main>
      <header>
        <img src="/icons/icon.svg" alt="" width="18" height="18" />
        <h1>{say('name')}</h1>
        <a href="/src/welcome/welcome.html" target="_blank" rel="noreferrer">
          {say('popup_about')}
        </a>
      </header>
      <FaultLine model={model} />
      {tab &&
        (hasSession(tab) ? (
          <Session tab={tab} model={model} texts={texts} />
        ) : (
          <PlaceCard site={tab.site} model={model} />
        ))}
      {model.isUnheard.value && (
        <p class="note bad" role="alert">
          <Icon name="warning" />
          <span>{say('popup_no_answer')}</span>
        </p>
      )}
    </main>
  );
}
