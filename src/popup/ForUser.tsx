import { useSignal } from '@preact/signals';
import { CopyButton } from '../../panel/parts/CopyButton.tsx';
import { language, say } from '../../panel/words/language.ts';
import { type Locale, localeOf } from '../core/language/language.ts';
import { languageOf } from '../core/language/words.ts';
import type { SessionFacts } from '../core/session/facts.ts';
import { summaryAt } from '../core/session/summary.ts';
import type { Texts } from '../platform/texts.ts';

/** The user's own first. */
const NAMES: Record<Locale, string> = { id: 'Bahasa Indonesia', en: 'English' };

interface Props {
  facts: SessionFacts;
  texts: Record<Locale, Texts>;
  now: number;
}

/** What to tell the user, in the user's language, which may be another than the reader's. */
export function ForUser({ facts, texts, now }: Props) {
  const chosen = useSignal<Locale>(language.value.locale);
  const { forUser } = summaryAt(facts, now);
  if (!forUser) return null;
  const text = languageOf(chosen.value, texts[chosen.value]).tell(forUser);
  return (
    <section class="block for-user">
      <div class="head">
        <h2>
          {facts.user === null
            ? say('popup_for_user')
            : say('popup_for_user_named', { user: facts.user })}
        </h2>
        <fieldset class="languages">
          <legend class="off-screen">{say('popup_user_language')}</legend>
          {Object.entries(NAMES).map(([locale, name]) => (
            <button
              key={locale}
              type="button"
              class="chip"
              lang={locale}
              aria-pressed={chosen.value === locale}
              onClick={() => {
                chosen.value = localeOf(locale);
              }}
            >
              {name}
            </button>
          ))}
        </fieldset>
      </div>
      <blockquote lang={chosen.value}>{text}</blockquote>
      <CopyButton label={say('popup_copy_for_user')} text={() => text} />
    </section>
  );
}
