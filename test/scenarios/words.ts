/** A mistake in a scenario file; says where it stands. */
export class ScenarioError extends Error {
  constructor(where: Place, what: string) {
    super(`${where.file}:${where.line}: ${what}`);
    this.name = 'ScenarioError';
  }
}

export interface Place {
  file: string;
  line: number;
}

type Word = { kind: 'bare' | 'quoted' | 'braces'; text: string };

const WORD = /\s*(?:"((?:[^"\\]|\\.)*)"|(;|[^\s"{};]+))/y;

function bracesAt(line: string, from: number): string | null {
  let depth = 0;
  for (let index = from; index < line.length; index += 1) {
    if (line[index] === '{') depth += 1;
    if (line[index] === '}') depth -= 1;
    if (depth === 0) return line.slice(from, index + 1);
  }
  return null;
}

/** A colon behind a word stands for itself. */
function bareWords(text: string): Word[] {
  const parts = text.length > 1 && text.endsWith(':') ? [text.slice(0, -1), ':'] : [text];
  return parts.map((part) => ({ kind: 'bare', text: part }));
}

function split(line: string, place: Place): Word[] {
  const words: Word[] = [];
  let at = 0;
  while (line.slice(at).trim() !== '') {
    const start = at + (/^\s*/.exec(line.slice(at))?.[0].length ?? 0);
    if (line[start] === '{') {
      const text = bracesAt(line, start);
      if (text === null) throw new ScenarioError(place, 'a brace is not closed');
      words.push({ kind: 'braces', text });
      at = start + text.length;
      continue;
    }
    WORD.lastIndex = at;
    const found = WORD.exec(line);
    if (!found) throw new ScenarioError(place, `cannot be read from “${line.slice(at).trim()}” on`);
    const [, quoted, bare] = found;
    if (quoted !== undefined)
      words.push({ kind: 'quoted', text: quoted.replace(/\\(["\\])/g, '$1') });
    else words.push(...bareWords(bare ?? ''));
    at = WORD.lastIndex;
  }
  return words;
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** `59:50`, `1:00:00`, `12s`, `1.5s`, `250ms`, `20min`, `7d`, or plain seconds; null for others. */
export function duration(text: string): number | null {
  const clock = /^(?:(\d+):)?(\d+):(\d\d(?:\.\d+)?)$/.exec(text);
  if (clock) {
    const [, hours = '0', minutes, seconds] = clock;
    return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000);
  }
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|min|h|d)?$/.exec(text) ?? [];
  return number === undefined ? null : Math.round(Number(number) * (UNITS[unit] ?? 1000));
}

/** The words of one line, taken one after the other. */
export class Words {
  readonly place: Place;
  readonly #words: Word[];
  #next = 0;

  constructor(line: string, place: Place) {
    this.place = place;
    this.#words = split(line, place);
  }

  get isEnd(): boolean {
    return this.#next >= this.#words.length;
  }

  fail(what: string): never {
    throw new ScenarioError(this.place, what);
  }

  peek(): string | null {
    const word = this.#words[this.#next];
    return word?.kind === 'bare' ? word.text : null;
  }

  /** Takes these words if they come next. */
  take(...wanted: string[]): boolean {
    const found = wanted.every((text, index) => {
      const word = this.#words[this.#next + index];
      return word?.kind === 'bare' && word.text === text;
    });
    if (found) this.#next += wanted.length;
    return found;
  }

  bare(what: string): string {
    const text = this.peek();
    if (text === null) this.fail(`${what} is wanted here`);
    this.#next += 1;
    return text;
  }

  oneOf<const T extends string>(what: string, among: readonly T[]): T {
    const text = this.bare(what);
    const found = among.find((one) => one === text);
    return found ?? this.fail(`“${text}” is no ${what}; there are ${among.join(', ')}`);
  }

  takeQuoted(): string | null {
    return this.#takeKind('quoted');
  }

  takeBraces(): string | null {
    return this.#takeKind('braces');
  }

  quoted(what: string): string {
    return this.takeQuoted() ?? this.fail(`${what} is wanted here, in quotation marks`);
  }

  /** A duration in ms. */
  duration(what: string): number {
    const text = this.bare(what);
    return duration(text) ?? this.fail(`“${text}” is no ${what}`);
  }

  /** A duration in ms behind `+` or `-`. */
  offset(what: string): number {
    const text = this.bare(what);
    const sign = text.startsWith('-') ? -1 : 1;
    const length = /^[+-]/.test(text) ? duration(text.slice(1)) : null;
    return length === null ? this.fail(`“${text}” is no ${what}; write +3s or -3s`) : sign * length;
  }

  end(): void {
    if (this.isEnd) return;
    this.fail(`“${this.#words[this.#next]?.text}” is not understood here`);
  }

  #takeKind(kind: Word['kind']): string | null {
    const word = this.#words[this.#next];
    if (word?.kind !== kind) return null;
    this.#next += 1;
    return word.text;
  }
}
