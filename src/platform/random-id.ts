/** An id to tell documents apart; `crypto.randomUUID` is missing on plain http. */
export function randomId(): string {
  const words = crypto.getRandomValues(new Uint32Array(2));
  return Array.from(words, (word) => word.toString(36)).join('-');
}
