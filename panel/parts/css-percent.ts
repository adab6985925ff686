/** A share of a whole as CSS has it. */
export function cssPercent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
