/** A value as a form or an address has it, decoded; as it stands where it cannot be. */
export function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
