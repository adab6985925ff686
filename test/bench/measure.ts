/** One line of the table: what was measured, what came out, what is aimed at. */
export interface Measured {
  name: string;
  value: string;
  aim: string;
  /** null where only an eye can judge */
  holds: boolean | null;
}

export function ratio(name: string, value: number, limit: number, kind: 'limit' | 'aim'): Measured {
  return {
    name,
    value: `${value.toFixed(2)} ×`,
    aim: `${kind === 'aim' ? 'aim ' : ''}≤ ${limit} ×`,
    holds: value <= limit,
  };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which so many (0 to 1) of them lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
