import type { TokenSpan } from './spans.ts';
import { type Lane, SHAPES, type Shape, type Timeline } from './timeline.ts';

export interface ShapeCount {
  shape: Shape;
  count: number;
}

/** What was sent with a token, shapeCounts. */
export interface TokenSummary {
  token: TokenSpan;
  counts: ShapeCount[];
}

/** A lane without its picture. */
export interface LaneSummary {
  lane: Lane;
  /** the newest; older ones are only shapeCounts */
  tokens: TokenSummary[];
  olderTokens: number;
  /** of all in the lane */
  counts: ShapeCount[];
}

function shapeCounts(counts: ReadonlyMap<Shape, number>): ShapeCount[] {
  return SHAPES.flatMap((shape) => {
    const count = counts.get(shape);
    return count ? [{ shape, count }] : [];
  });
}

function note(counts: Map<Shape, number>, shape: Shape): void {
  counts.set(shape, (counts.get(shape) ?? 0) + 1);
}

/** The picture in numbers: per lane, and per token as far as the limit goes. */
export function summarise({ lanes, rows }: Timeline, maxTokens: number): LaneSummary[] {
  return lanes.map((lane, index) => {
    const whole = new Map<Shape, number>();
    const byToken = new Map<TokenSpan, Map<Shape, number>>();
    for (const row of rows) {
      if (row.lane !== index) continue;
      for (const span of row.spans) if (span.kind === 'token') byToken.set(span, new Map());
      for (const { shape, token } of row.marks) {
        note(whole, shape);
        const counts = token && byToken.get(token);
        if (counts) note(counts, shape);
      }
    }
    const tokens = [...byToken].sort(([a], [b]) => a.from - b.from);
    return {
      lane,
      tokens: tokens
        .slice(-maxTokens)
        .map(([token, counts]) => ({ token, counts: shapeCounts(counts) })),
      olderTokens: Math.max(0, tokens.length - maxTokens),
      counts: shapeCounts(whole),
    };
  });
}
