import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale, type WordKey, wordKey } from '../src/core/language/language.ts';
import {
  CAUSES,
  CERTAINTIES,
  FINDINGS,
  FLAGS,
  VALIDITIES,
} from '../src/core/language/stable-words.ts';
import { languageOf, type Messages } from '../src/core/language/words.ts';
import { redactText } from '../src/core/redaction/redact.ts';
import { textsAskedFor } from './used-texts.ts';

const messagesOf = (locale: string): Messages =>
  JSON.parse(readFileSync(`public/_locales/${locale}/messages.json`, 'utf8'));

const baseOf = (key: string) => key.replace(/_(?:zero|one|two|few|many|other)$/, '');
const basesOf = (messages: Messages) => [...new Set(Object.keys(messages).map(baseOf))].sort();
const placeholders = (text: string) => [...new Set(text.match(/\{\w+(?::\w+)?\}/g))].sort();

/** The browser itself looks these up. */
const named = new Set(readFileSync('manifest.json', 'utf8').match(/(?<=__MSG_)\w+?(?=__)/g));

const ONE_AND_TWO_DAYS: Record<Locale, readonly string[]> = {
  en: ['1 day', '2 days'],
  id: ['1 hari', '2 hari'],
};

const DOING: Record<Locale, RegExp> = {
  en: /^(Abort|Begin|Check|Clear|Close|Emit|Give|Keep|Key|Let|Look|Read|Refresh|Reload|Remove|Restart|Set|Sign|Stop|Store|Unregister|Use|Wait|Write)\b/,
  id: /^(Baca|Batalkan|Bedakan|Buat|Cek|Emit|Hapus|Hentikan|Jalankan|Kosongkan|Lihat|Login|Logout|Mulai|Pakai|Pasang|Perbarui|Refresh|Reload|Samakan|Simpan|Sinkronkan|Tulis|Tunggu|Tutup|Unregister)\b/,
};

describe('the texts', () => {
  const english = messagesOf('en');

  it('are all used', { timeout: 240_000 }, () => {
    const asked = textsAskedFor();
    expect(basesOf(english).filter((base) => !asked.has(base) && !named.has(base))).toEqual([]);
  });

  it.each(LOCALES)('%s has every text, in every plural form of the language', (locale) => {
    const messages = messagesOf(locale);
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const wanted = basesOf(english).flatMap((base) =>
      `${base}_other` in english ? forms.map((form) => `${base}_${form}`) : [base],
    );
    expect(Object.keys(messages).sort()).toEqual(wanted.sort());
  });

  it.each(LOCALES)('%s names the same values in each text', (locale) => {
    const different = Object.entries(messagesOf(locale)).filter(([key, text]) => {
      const original = english[`${baseOf(key)}_other`] ?? english[baseOf(key)];
      const names = (message: string) => placeholders(message).join();
      // A form for one may say “one” in words.
      if (key.endsWith('_one')) return false;
      return names(text?.message ?? '') !== names(original?.message ?? '');
    });
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it.each(LOCALES)('%s says everything that is judged', (locale) => {
    const judged: WordKey[] = [
      ...CAUSES.map((cause) => wordKey('cause', cause)),
      ...CERTAINTIES.map((certainty) => wordKey('certainty', certainty)),
      ...VALIDITIES.map((validity) => wordKey('sent', validity)),
      ...FLAGS.map((flag) => wordKey('flag', flag)),
      ...FINDINGS.map((code) => wordKey('finding', code)),
    ];
    const said = basesOf(messagesOf(locale));
    expect(judged.filter((key) => !said.includes(key))).toEqual([]);
  });

  it.each(LOCALES)('%s has no words that are taken for a secret', (locale) => {
    const texts = Object.values(messagesOf(locale)).map((text) => text?.message ?? '');
    expect(texts.filter((text) => redactText(text) !== text)).toEqual([]);
  });

  it.each(LOCALES)('%s says which of its values are names of tokens and sockets', (locale) => {
    const nameless = /\{(token|newer|older|other|socket|current)\}/;
    const ofTheCore = /^(evidence|finding|advice|job|copy_(older|newer)|token_in_places)(_|$)/;
    const wrong = Object.entries(messagesOf(locale)).filter(
      ([key, text]) => ofTheCore.test(key) && nameless.test(text?.message ?? ''),
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it.each(LOCALES)('%s says in the first word of an advice what to do', (locale) => {
    const advice = Object.entries(messagesOf(locale)).filter(([key]) => key.startsWith('advice_'));
    const others = advice.filter(([, text]) => !DOING[locale].test(text?.message ?? ''));
    expect(others.map(([key]) => key)).toEqual([]);
  });

  it.each(LOCALES)('%s counts as the language does', (locale) => {
    const { say } = languageOf(locale, messagesOf(locale), 'UTC');
    const days = [1, 2].map((count) => say('unit_days', { count }));
    expect(days).toEqual(ONE_AND_TWO_DAYS[locale]);
  });
});
