/** Plays a scenario between a real page and the service on loopback, one thing after the other. */
import type { Page } from 'puppeteer-core';
import { changeToken } from '../scenarios/make-token.ts';
import type { Act, RequestAct, Scenario, SocketAct, TokenSpec } from '../scenarios/script.ts';
import { ScenarioError } from '../scenarios/words.ts';
import { call } from '../service/client.ts';
import { RESIDENTS } from '../service/people.ts';
import type { Service } from '../service/service.ts';
import type { IssueOptions } from '../service/tokens.ts';
import { closeSockets, sayOnSocket, sendFromPage } from './page-traffic.ts';

/** Who plays whom. */
const CAST = { sari: 'zoe', budi: 'budi', ratna: 'admin' } as const;
const PREPARING_TOKEN_S = 600;

function textAt(value: unknown, ...path: string[]): string | null {
  let inner = value;
  for (const name of path) inner = (inner as Record<string, unknown> | null)?.[name];
  return typeof inner === 'string' ? inner : null;
}

export class ScenarioPlayer {
  readonly #service: Service;
  readonly #page: Page;
  readonly #scenario: Scenario;
  readonly #specs = new Map<string, TokenSpec>();
  readonly #tokens = new Map<string, string>();
  readonly #jobs = new Map<string, string>();

  constructor(service: Service, page: Page, scenario: Scenario) {
    this.#service = service;
    this.#page = page;
    this.#scenario = scenario;
    for (const { act } of scenario.steps)
      if (act.kind === 'token') this.#specs.set(act.spec.name, act.spec);
  }

  /** @throws ScenarioError where the real service answers otherwise than the scenario says */
  async play(): Promise<void> {
    await this.#prepareJobs();
    for (const { act, place } of this.#scenario.steps) {
      const failure = await this.#perform(act);
      if (failure !== null) throw new ScenarioError(place, failure);
    }
  }

  /** Sockets and storage as before the first scenario. */
  async tidy(): Promise<void> {
    await closeSockets(this.#page);
    await this.#page.evaluate(() => {
      localStorage.clear();
      for (const cookie of document.cookie.split('; ')) {
        // biome-ignore lint/suspicious/noDocumentCookie: the app writes its cookie this way
        document.cookie = `${cookie.split('=')[0]}=; path=/; max-age=0`;
      }
    });
  }

  async #prepareJobs(): Promise<void> {
    const names = this.#scenario.steps.flatMap(({ act }) =>
      act.kind === 'request' || act.kind === 'socket' ? (act.job ?? []) : [],
    );
    for (const name of new Set(names)) {
      const token = await this.#service.issue({ lifetimeSeconds: PREPARING_TOKEN_S });
      const path = '/api/assessment/submit';
      const { json } = await call(this.#service, { method: 'POST', path, token, body: {} });
      this.#jobs.set(name, textAt(json, 'data', 'jobId') ?? name);
    }
  }

  /** Null, or how it went otherwise than the scenario says. */
  async #perform(act: Act): Promise<string | null> {
    switch (act.kind) {
      case 'token':
        return null;
      case 'server':
        this.#service.set({ clockOffsetSeconds: act.offset / 1000 });
        return null;
      case 'service':
        if (act.order.kind === 'blacklist')
          this.#service.blacklist(await this.#token(act.order.token));
        else this.#service.set({ [act.order.name]: act.order.value });
        return null;
      case 'store':
        await this.#store(act);
        return null;
      case 'request':
        return this.#request(act);
      case 'socket':
        return this.#socket(act);
      default:
        return `“${act.kind}” cannot be played in a browser`;
    }
  }

  async #store({ writes }: Act & { kind: 'store' }): Promise<void> {
    for (const { place, key, value } of writes) {
      const filled = value === null ? null : await this.#fill(value);
      await this.#page.evaluate(
        (where, name, text) => {
          // biome-ignore lint/suspicious/noDocumentCookie: the app writes its cookie this way
          if (where === 'cookie') document.cookie = `${name}=${text ?? ''}; path=/`;
          else if (text === null) localStorage.removeItem(name);
          else localStorage.setItem(name, text);
        },
        place,
        key,
        filled,
      );
    }
  }

  async #request(act: RequestAct): Promise<string | null> {
    const { answer, method } = act;
    if (answer.kind !== 'status' && answer.kind !== 'issues')
      return 'only answers can be had from a service';
    const { authorization, requestBody } = act;
    const { status, body } = await sendFromPage(this.#page, {
      method,
      url: this.#withJob(act.url, act.job),
      authorization: authorization === null ? null : await this.#fill(authorization),
      body: requestBody === null ? null : await this.#bodyOf(requestBody, answer.status),
    });
    if (status !== answer.status) return `the service answered ${status}: ${JSON.stringify(body)}`;
    if (answer.kind === 'issues') this.#learn(answer, body);
    return null;
  }

  #learn({ access, refresh }: RequestAct['answer'] & { kind: 'issues' }, body: unknown): void {
    const issued = textAt(body, 'data', 'idToken') ?? textAt(body, 'data', 'token');
    const spendable = textAt(body, 'data', 'refreshToken');
    if (access && issued) this.#tokens.set(access, issued);
    if (refresh && spendable) this.#tokens.set(refresh, spendable);
  }

  async #socket({ socket, event, token, job, answer }: SocketAct): Promise<string | null> {
    if (event === 'open') return sayOnSocket(this.#page, socket, null);
    if (event !== 'authenticate') return `“${event}” cannot be played in a browser`;
    const payload = {
      ...(token === null ? {} : { token: await this.#fill(token) }),
      ...(job === null ? {} : { jobId: this.#jobs.get(job) }),
    };
    const heard = await sayOnSocket(this.#page, socket, payload);
    return heard === answer?.event ? null : `the service said “${heard}”`;
  }

  #withJob(url: string, name: string | null): string {
    return name === null ? url : url.replace(`/${name}`, `/${this.#jobs.get(name)}`);
  }

  /** A login that is to be refused has a wrong password. */
  async #bodyOf(template: string, status: number): Promise<string> {
    const body = await this.#fill(template);
    return status === 401 ? body.replace(/"password":"/, '"password":"not-') : body;
  }

  async #fill(template: string): Promise<string> {
    let filled = template.replace(/@(sari|budi|ratna)\b/g, (_all, name: keyof typeof CAST) => {
      return RESIDENTS[CAST[name]].email;
    });
    for (const [all, bare, braced] of template.matchAll(/\$(?:([A-Z]\d*'*)|\{([^}]+)\})/g))
      filled = filled.replace(all, await this.#token(bare ?? braced ?? ''));
    return filled;
  }

  async #token(name: string): Promise<string> {
    const known = this.#tokens.get(name);
    if (known !== undefined) return known;
    const spec = this.#specs.get(name);
    if (!spec) throw new Error(`nothing is known of a token “${name}”`);
    const token = spec.of
      ? changeToken(await this.#token(spec.of.token), spec.of.change, spec.claims)
      : await this.#service.issue(issueOptions(spec));
    this.#tokens.set(name, token);
    return token;
  }
}

function issueOptions(spec: TokenSpec): IssueOptions {
  const { kind, person, life, notBefore, issuer, key, claims } = spec;
  if (kind === 'opaque' || kind === 'encrypted') throw new Error(`the service issues no ${kind}`);
  const age = spec.age ?? 60;
  return {
    kind,
    user: CAST[person],
    lifetimeSeconds: life,
    issuedAgoSeconds: age,
    key,
    claims,
    environment: issuer === 'foreign' ? 'development' : 'production',
    ...(notBefore === null ? {} : { notBeforeInSeconds: notBefore - age }),
  };
}
