/** Turns a scenario into what the sources of the debugger would have seen of it. */
import type { FaultObservation, Observation } from '../../src/core/recording/observation.ts';
import { handshake } from '../core/recording/legs.ts';
import { bodyOf } from './bodies.ts';
import { changeToken, makeToken } from './make-token.ts';
import { PEOPLE_OF_SCENARIOS } from './people.ts';
import { requestLegs } from './request-legs.ts';
import type { Act, RequestAct, Scenario, Step, TokenSpec } from './script.ts';
import { socketObservations } from './socket-observations.ts';
import { ScenarioError } from './words.ts';

/** Some day's noon in Jakarta, where nothing else is said. */
export const START_MS = Date.UTC(2026, 9, 20, 5, 0, 0);
const APP = 'https://futureguide.id';
const DEFAULT_AGE_S = 60;

/** An observation and when it reached the recording (ms). */
export interface Arrival {
  at: number;
  observation: Observation;
}

/** By what a request or socket is found again among the verdicts. */
export interface Played {
  verb: string;
  method: string;
  url: string;
  /** ms; null where its date cannot be read */
  at: number | null;
}

export interface Performance {
  arrivals: Arrival[];
  /** in the order of the script */
  played: Played[];
}

const TOKENS = /\$(?:([A-Z]\d*'*)|\{([^}]+)\})/g;

class Player {
  readonly arrivals: Arrival[] = [];
  readonly played: Played[] = [];
  readonly #scenario: Scenario;
  readonly #startMs: number;
  readonly #prefix: string;
  readonly #specs = new Map<string, TokenSpec>();
  readonly #tokens = new Map<string, string>();
  readonly #offsets: { from: number; offset: number }[] = [];
  readonly #entries: Record<string, string> = {};
  readonly #cookies: Record<string, string> = {};
  readonly #faults = new Map<string, FaultObservation>();
  readonly #witnessed = new Set<string>();
  #lastId = 0;

  constructor(scenario: Scenario, startMs: number, prefix: string) {
    this.#scenario = scenario;
    this.#startMs = startMs;
    this.#prefix = prefix;
    for (const { at, act } of scenario.steps) {
      if (act.kind === 'token') this.#specs.set(act.spec.name, act.spec);
      if (act.kind === 'server') this.#offsets.push({ from: startMs + at, offset: act.offset });
    }
  }

  play(): Performance {
    for (const step of this.#scenario.steps) this.#perform(step.act, this.#startMs + step.at, step);
    this.arrivals.sort((a, b) => a.at - b.at);
    return { arrivals: this.arrivals, played: this.played };
  }

  #perform(act: Act, at: number, step: Step): void {
    const fill = (template: string) => this.#fill(template, step);
    switch (act.kind) {
      case 'request':
        this.#request(act, at, fill);
        return;
      case 'store':
        for (const { place, key, value } of act.writes) {
          const storage = place === 'entry' ? this.#entries : this.#cookies;
          if (value === null) delete storage[key];
          else storage[key] = fill(value);
        }
        this.#tellStorage(at);
        return;
      case 'clear-storage':
        for (const storage of [this.#entries, this.#cookies])
          for (const key of Object.keys(storage)) delete storage[key];
        this.#tellStorage(at);
        return;
      case 'page':
        this.#tell(at, {
          kind: 'document',
          id: this.#id(),
          at,
          url: APP + act.path,
          from: act.from,
        });
        return;
      case 'fault':
        this.#fault(act, at, step);
        return;
      case 'socket': {
        const url = `wss://api.futureguide.id/socket.io/?EIO=4&transport=websocket&sid=${act.socket}`;
        if (act.event === 'authenticate')
          this.played.push({ verb: 'socket', method: 'authenticate', url, at });
        if (act.transport === 'websocket') this.#witness(url, at);
        const serverMs = this.#serverMs(at);
        const told = socketObservations(act, { url, at, serverMs, fill, id: () => this.#id() });
        for (const { at: when, observation } of told) this.#tell(when, observation);
        return;
      }
      default:
        return;
    }
  }

  #request(act: RequestAct, at: number, fill: (template: string) => string): void {
    const sentAt = at + act.waited;
    const endedAt = sentAt + act.took;
    const serverMs = this.#serverMs(sentAt + act.took / 2);
    const { answer } = act;
    const issues = answer.kind === 'issues' ? answer : null;
    const access = issues?.access ? this.#issue(issues.access, serverMs) : null;
    const refresh = issues?.refresh ? fill(`$${issues.refresh}`) : null;
    if (act.elsewhere) return;
    const timestamp = new Date(serverMs).toISOString();
    const told = requestLegs(act, {
      at,
      sentAt,
      endedAt,
      serverMs,
      authorization: act.authorization === null ? null : fill(act.authorization),
      requestBody: act.requestBody === null ? null : fill(act.requestBody),
      body: bodyOf(act, { fill, timestamp, access, refresh, owner: this.#owner(act) }),
      challenge: answer.kind === 'status' && answer.challenge ? fill(answer.challenge) : null,
      id: () => this.#id(),
    });
    for (const { at: when, observation } of told) this.#tell(when, observation);
    const { verb, method, url } = act;
    this.played.push({ verb, method, url, at: act.dated ? at : null });
  }

  #owner({ authorization }: RequestAct): string | null {
    const [, bare, braced] = /\$(?:([A-Z]\d*'*)|\{([^}]+)\})/.exec(authorization ?? '') ?? [];
    const name = bare ?? braced;
    const spec = this.#specs.get(name ?? '');
    return spec ? PEOPLE_OF_SCENARIOS[spec.person].email : null;
  }

  #fault({ name, isOn, url, token }: Act & { kind: 'fault' }, at: number, step: Step): void {
    const running = this.#faults.get(name);
    const put = token === null ? null : this.#token(token, step);
    const fault: FaultObservation = isOn
      ? { kind: 'fault', id: this.#id(), name, from: at, until: null, url, token: put }
      : { ...(running ?? fail(step, `the fault “${name}” was never on`)), until: at };
    this.#faults.set(name, fault);
    this.#tell(at, fault);
  }

  #tellStorage(at: number): void {
    this.#tell(at, {
      kind: 'storage',
      id: this.#id(),
      at,
      origin: APP,
      entries: { ...this.#entries },
      cookies: { ...this.#cookies },
    });
  }

  /** The browser sees a socket begin; what is said on it only the page tells. */
  #witness(url: string, at: number): void {
    if (this.#witnessed.has(url)) return;
    this.#witnessed.add(url);
    this.#tell(at, { ...handshake(url, at), id: `${this.#id()}-web` });
  }

  #tell(at: number, observation: Observation): void {
    this.arrivals.push({ at, observation });
  }

  #id(): string {
    this.#lastId += 1;
    return `${this.#prefix}${this.#lastId}`;
  }

  #serverMs(localMs: number): number {
    const offset = this.#offsets.findLast(({ from }) => from <= localMs)?.offset ?? 0;
    return localMs + offset;
  }

  #issue(name: string, serverMs: number): string {
    const spec = this.#specs.get(name);
    const known = this.#tokens.get(name);
    if (known || !spec) return known ?? this.#refreshToken(name);
    const issuedAt = Math.floor(serverMs / 1000);
    const token = makeToken(spec, spec.age === null ? issuedAt : this.#firstSecond() - spec.age);
    this.#tokens.set(name, token);
    return token;
  }

  #token(name: string, step: Step): string {
    const known = this.#tokens.get(name);
    if (known) return known;
    if (/^R\d*$/.test(name)) return this.#refreshToken(name);
    const spec = this.#specs.get(name) ?? fail(step, `nothing is known of a token “${name}”`);
    const token = spec.of
      ? changeToken(this.#token(spec.of.token, step), spec.of.change, spec.claims)
      : makeToken(spec, this.#firstSecond() - (spec.age ?? DEFAULT_AGE_S));
    this.#tokens.set(name, token);
    return token;
  }

  /** The server's time at the start, in s. */
  #firstSecond(): number {
    return this.#serverMs(this.#startMs) / 1000;
  }

  #refreshToken(name: string): string {
    return `AMf-${this.#prefix}${name}-${'x'.repeat(40)}`;
  }

  #fill(template: string, step: Step): string {
    const nowSeconds = Math.floor((this.#startMs + step.at) / 1000);
    return template
      .replaceAll('@now', String(nowSeconds))
      .replace(TOKENS, (_all, bare, braced) => this.#token(bare ?? braced, step))
      .replace(/@(sari|budi|ratna)(?:\.(uid|id|name))?/g, (_all, name, field = 'email') => {
        const person = PEOPLE_OF_SCENARIOS[name as keyof typeof PEOPLE_OF_SCENARIOS];
        return person[field as keyof typeof person];
      });
  }
}

function fail(step: Step, what: string): never {
  throw new ScenarioError(step.place, what);
}

/** `prefix` keeps the names of one performance apart from those of another in the same recording. */
export function play(scenario: Scenario, startMs = START_MS, prefix = 'o'): Performance {
  return new Player(scenario, startMs, prefix).play();
}
