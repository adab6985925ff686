import { useSignal, useSignalEffect } from '@preact/signals';
import { CopyButton } from '../../panel/parts/CopyButton.tsx';
import { language, say } from '../../panel/words/language.ts';
import { type Language, type Locale, localeOf } from '../core/language/language.ts';
import { languageOf } from '../core/language/words.ts';
import type { SessionFacts } from '../core/session/facts.ts';
import { summaryAt } from '../core/session/summary.ts';
import { fetchTexts } from '../platform/texts.ts';

/** The user's own first. */
const NAMES: Record<Locale, string> = { id: 'Indonesia', en: 'English' };

/** What to tell the user, in the user's language, which may be another than the reader's. */
export function ForUser({ facts, now }: { facts: SessionFacts; now: number }) {
  const spoken = useSignal<Language | null>(null);
  const chosen = useSignal<Locale>(language.value.locale);
  useSignalEffect(() => {
    const locale = chosen.value;
    if (locale === language.value.locale) {
      spoken.value = language.value;
      return;
    }
    void fetchTexts(locale).then((texts) => {
      if (chosen.value === locale) spoken.value = languageOf(locale, texts);
    });
  });
  const { forUser } = summaryAt(facts, now);
  if (!forUser || !spoken.value) return null;
  const text = spoken.value.tell(forUser);
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
      <blockquote lang={spoken.value.locale}>{text}</blockquote>
      <CopyButton label={say('popup_copy_for_user')} text={() => text} />
    </section>
  );
}
