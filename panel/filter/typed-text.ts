/**
 * Replaces a part of a field's text as if it had been typed, so that the browser can undo it; only
 * this old command can do that.
 */
export function replaceTyped(
  input: HTMLInputElement,
  from: number,
  to: number,
  text: string,
): void {
  input.focus();
  input.setSelectionRange(from, to);
  document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
}
