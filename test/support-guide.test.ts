import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Up to here the popup itself has a text for the user. */
const WITH_TEXT = 7;
const QUESTIONS = 10;

interface Question {
  number: number;
  picture: string | undefined;
  /** what to tell the user */
  quote: string;
}

function questionsOf(path: string): Question[] {
  const [, ...parts] = readFileSync(path, 'utf8').split(/^## (?=\d)/m);
  return parts.map((part) => ({
    number: Number.parseInt(part, 10),
    picture: /\]\((support\/.+?)\)/.exec(part)?.[1],
    quote: [...part.matchAll(/^> (.+)$/gm)].map(([, line]) => line).join(' '),
  }));
}

describe.each([
  ['en', 'docs/support-guide.md'],
  ['id', 'docs/support-guide.id.md'],
])('the guide for support, %s', (locale, path) => {
  const questions = questionsOf(path);
  const texts: Record<string, { message: string }> = JSON.parse(
    readFileSync(`public/_locales/${locale}/messages.json`, 'utf8'),
  );

  it('answers ten questions, each with a picture of the popup', () => {
    expect(questions.map(({ number }) => number)).toEqual(
      Array.from({ length: QUESTIONS }, (_, index) => index + 1),
    );
    for (const { picture, quote } of questions) {
      expect(picture).toMatch(new RegExp(`\\.${locale}\\.png$`));
      expect(existsSync(`docs/${picture}`)).toBe(true);
      expect(quote).not.toBe('');
    }
  });

  it('has the user told what the popup would have them told', () => {
    const told = Object.entries(texts).flatMap(([key, { message }]) =>
      key.startsWith('tell_') ? message : [],
    );
    const patterns = told.map((text) => new RegExp(`^${text.replaceAll(/\{.+?\}/g, '.+')}$`));
    for (const { quote } of questions.slice(0, WITH_TEXT))
      expect(patterns.filter((pattern) => pattern.test(quote))).toHaveLength(1);
  });
});
