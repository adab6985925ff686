const collator = new Intl.Collator('en', { numeric: true });

/** The order of what began together: a source gives out its ids in order. */
export function compareLegIds(a: string, b: string): number {
  const end = a.lastIndexOf(':') + 1;
  // Most are numbered behind the same beginning, and there are thousands to be put in order.
  const gap = a.startsWith(b.slice(0, end)) ? Number(a.slice(end)) - Number(b.slice(end)) : 0;
  return gap || collator.compare(a, b);
}
