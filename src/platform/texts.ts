/** The texts of a language, from the extension's own `_locales`. */
export async function fetchTexts(locale: string): Promise<Record<string, { message: string }>> {
  const file = await fetch(`/_locales/${locale}/messages.json`);
  return file.json();
}
