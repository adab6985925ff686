import type { RequestLeg, StorageObservation } from './observation.ts';

/** Characters of all that was sent and answered in it, frames of a socket too. */
function bodySize(leg: RequestLeg | undefined): number {
  if (leg?.kind === 'refusal') return leg.body.length;
  if (leg?.kind !== 'har') return 0;
  const { body, requestBody, socketMessages } = leg;
  const own = (body.kind === 'text' ? body.text.length : 0) + (requestBody?.length ?? 0);
  return socketMessages.reduce((sum, { data }) => sum + data.length, own);
}

/** Characters of all values that a page’s storage held. */
export function storedCharacters({ entries, cookies }: StorageObservation): number {
  const values = [entries, cookies].flatMap((held) => Object.values(held));
  return values.reduce((sum, value) => sum + value.length, 0);
}

function withoutBody(leg: RequestLeg): RequestLeg {
  if (leg.kind === 'refusal') return { ...leg, body: '' };
  if (leg.kind !== 'har') return leg;
  const body = { kind: 'unavailable', reason: 'too-large' } as const;
  return { ...leg, body, requestBody: null, socketMessages: [] };
}

/** The legs whose bodies are kept; when they are too large together, the oldest bodies go. */
export class KeptBodies {
  /** characters */
  readonly #limit: number;
  readonly #legs = new Map<string, RequestLeg>();
  #characters = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes one in; gives those that have lost their bodies for it. */
  take(leg: RequestLeg): RequestLeg[] {
    const size = bodySize(leg);
    if (this.#limit === Number.POSITIVE_INFINITY || size === 0) return [];
    this.#characters += size - bodySize(this.#legs.get(leg.id));
    this.#legs.delete(leg.id);
    this.#legs.set(leg.id, leg);
    const bare: RequestLeg[] = [];
    for (const [id, oldest] of this.#legs) {
      if (this.#characters <= this.#limit || id === leg.id) break;
      this.#legs.delete(id);
      this.#characters -= bodySize(oldest);
      bare.push(withoutBody(oldest));
    }
    return bare;
  }

  clear(): void {
    this.#legs.clear();
    this.#characters = 0;
  }
}
