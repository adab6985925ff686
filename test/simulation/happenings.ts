import type { PersonName } from '../scenarios/script.ts';
import type { App } from './app.ts';
import { MUTATIONS, mutated } from './mutations.ts';
import type { HappeningName, Stage } from './stage.ts';
import { changed } from './token.ts';

const WEIGHTS: Readonly<Record<HappeningName, number>> = {
  revoked: 4,
  'key-rotated': 2,
  outage: 3,
  'outage-told': 2,
  'user-gone': 1,
  'client-step': 3,
  'server-step': 1,
  'mutated-once': 6,
  'mutated-stored': 5,
  'rolled-back-by-hand': 1,
  logout: 2,
  'logout-with-late-requests': 2,
  'user-switch': 2,
  'user-over-user': 1,
  'refresh-during-logout': 1,
  'fault-stored': 1,
  'fault-requests': 1,
  sleep: 3,
  offline: 1,
  'rate-limit': 1,
  'lying-date': 1,
  'edge-cache': 1,
  'disk-cache': 1,
  'repeats-refresh': 1,
  'wrong-key': 1,
};

type Act = (stage: Stage, app: App) => Promise<void> | void;

const ACTS: Readonly<Record<HappeningName, Act>> = {
  revoked: ({ service, apps }) => {
    for (const session of service.sessions)
      if (apps.some(({ person }) => person === session.person)) service.revoke(session, 'revoked');
  },
  'key-rotated': ({ service }) => {
    service.verifier.keys.clear();
    service.verifier.keys.add('k2');
    service.rules.issuingKey = 'k2';
  },
  outage: (stage) => fail(stage, false),
  'outage-told': (stage) => fail(stage, true),
  'user-gone': ({ service, plan }) => {
    service.verifier.goneUsers.add(plan.person);
  },
  'client-step': ({ clock, timeline, chance }) => {
    clock.step(timeline.now, chance.signed(chance.heavyTailed(60_000, 1.5)));
  },
  'server-step': ({ service, timeline, chance }) => {
    const byMs = chance.signed(chance.heavyTailed(30_000, 1.2));
    for (const replica of service.replicas) replica.step(timeline.now, byMs);
  },
  'mutated-once': (stage, app) => {
    const times = stage.chance.pick([1, 1, 1, 2, 3]);
    const text = broken(stage, app);
    if (text !== undefined) for (let n = 0; n < times; n += 1) app.mutations.push(() => text);
  },
  'mutated-stored': (stage, app) => {
    const text = broken(stage, app);
    if (!text?.startsWith('Bearer ')) return;
    app.rules.build.putAccess(stage.storage, stage.timeline.now, text.slice('Bearer '.length));
  },
  'rolled-back-by-hand': (stage, app) => {
    const session = stage.service.sessions.at(-1);
    const older = session?.tokens.at(-2);
    if (older && app.isSignedIn)
      app.rules.build.putAccess(stage.storage, stage.timeline.now, older.token);
  },
  logout: async (stage, app) => {
    if (!app.isSignedIn) return;
    await app.logout();
    // The app asks for the profile once more before it has understood.
    if (stage.chance.happens(0.5)) await app.send({ route: 'profile', path: '/api/auth/profile' });
  },
  'logout-with-late-requests': async ({ chance, timeline, storage }, app) => {
    const kept = app.rules.build.access(storage);
    if (kept === null) return;
    timeline.start(() => app.send({ route: 'api', path: '/api/archive/jobs' }, `Bearer ${kept}`));
    await app.logout();
    await timeline.wait(chance.heavyTailed(4_000, 1));
    await app.send({ route: 'poll', path: '/api/assessment/status/job-1' }, `Bearer ${kept}`);
  },
  'user-switch': async ({ chance, timeline, storage }, app) => {
    const kept = app.rules.build.access(storage);
    if (chance.happens(0.6)) await app.logout();
    else app.forget();
    await timeline.wait(chance.heavyTailed(5_000, 0.7));
    app.person = other(app.person);
    await app.login();
    // A component that captured the former token goes on with it.
    if (kept !== null && chance.happens(0.5))
      await app.send({ route: 'api', path: '/api/archive/results' }, `Bearer ${kept}`);
  },
  'user-over-user': async ({ chance, timeline, storage, apps }, app) => {
    const kept = app.rules.build.access(storage);
    for (const one of apps) one.person = other(one.person);
    await app.login();
    await timeline.wait(chance.heavyTailed(3_000, 0.7));
    if (kept !== null && chance.happens(0.5))
      await app.send({ route: 'poll', path: '/api/assessment/status/job-1' }, `Bearer ${kept}`);
  },
  'refresh-during-logout': async ({ timeline }, app) => {
    if (!app.isSignedIn) return;
    timeline.start(() => app.refresh());
    await app.logout();
  },
  'fault-stored': async (stage, app) => {
    const { storage, timeline, chance, plan, service, faults, browser } = stage;
    const { build } = app.rules;
    const text = build.access(storage);
    const facts = text === null ? null : service.verifier.tokenFacts(text);
    if (text === null || !facts) return;
    const forged = service.verifier.register(changed(facts, 'tampered-signature')).token;
    const from = timeline.now;
    browser.faultTokens.add(forged);
    build.putAccess(storage, from, forged);
    await timeline.wait(plan.pace * chance.between(1, 4));
    faults.push({ name: 'tamper-signature', from, until: timeline.now, token: forged });
    // What the app has replaced meanwhile is left as it is.
    if (build.access(storage) === forged) build.putAccess(storage, timeline.now, text);
  },
  'fault-requests': async ({ browser, timeline, chance, plan, faults }) => {
    const from = timeline.now;
    browser.isHeaderDropped = true;
    await timeline.wait(plan.pace * chance.between(1, 4));
    browser.isHeaderDropped = false;
    faults.push({ name: 'drop-authorization', from, until: timeline.now, token: null });
  },
  sleep: (stage) => {
    const asleep = stage.plan.life * 1000 * stage.chance.between(0.5, 1.5);
    stage.asleepUntil = stage.timeline.now + asleep;
    stage.endsAt += asleep;
  },
  offline: async ({ chance, timeline, network, plan }) => {
    network.isOffline = true;
    await timeline.wait(plan.pace * chance.between(1, 5));
    network.isOffline = false;
  },
  'rate-limit': async ({ chance, timeline, service, plan }) => {
    service.isRateLimited = true;
    await timeline.wait(plan.pace * chance.between(1, 4));
    service.isRateLimited = false;
  },
  'lying-date': ({ browser, chance }) => {
    browser.lieMs = chance.signed(chance.between(60_000, 7_200_000));
  },
  'edge-cache': async ({ browser, chance, timeline, plan }) => {
    browser.isEdgeCaching = true;
    await timeline.wait(plan.pace * chance.between(1, 4));
    browser.isEdgeCaching = false;
  },
  'disk-cache': ({ browser, storage }, app) => {
    const text = app.rules.build.access(storage);
    browser.fromDisk({
      tab: app.tab,
      route: 'api',
      method: 'GET',
      url: 'https://api.futureguide.id/api/archive/jobs',
      authorization: text === null ? null : `Bearer ${text}`,
      body: null,
    });
  },
  'repeats-refresh': async ({ service, timeline, plan, chance }) => {
    service.repeatsRefresh = true;
    await timeline.wait(plan.life * 1000 * chance.between(0.5, 1.5));
    service.repeatsRefresh = false;
  },
  'wrong-key': async ({ service, timeline, plan, chance }) => {
    const { issuingKey } = service.rules;
    service.rules.issuingKey = 'not-deployed';
    await timeline.wait(plan.pace * chance.between(2, 8));
    service.rules.issuingKey = issuingKey;
  },
};

function other(person: PersonName): PersonName {
  return person === 'sari' ? 'budi' : 'sari';
}

function fail({ service, timeline, chance, plan }: Stage, told: boolean): void {
  const from = timeline.now;
  const to = from + Math.max(3_000, plan.pace * chance.between(0.5, 6));
  service.verifier.outages.push({ from, to, told });
}

function broken(stage: Stage, app: App): string | null | undefined {
  const { service, storage, chance, timeline } = stage;
  const text = app.rules.build.access(storage);
  const facts = text === null ? null : service.verifier.tokenFacts(text);
  const server = service.replicas[0];
  if (!facts || !server) return undefined;
  return mutated(chance.weighted(MUTATIONS), facts, {
    service,
    chance,
    serverMs: server.at(timeline.now),
    refreshToken: app.rules.build.refresh(storage),
  });
}

/** Something that no plan foresaw, so many ms after the beginning. */
export async function happen(stage: Stage, afterMs: number): Promise<void> {
  const { chance, timeline, apps, happened } = stage;
  const name = chance.weighted(WEIGHTS);
  const app = chance.pick(apps);
  await timeline.wait(afterMs);
  happened.push({ at: timeline.now, name });
  await ACTS[name](stage, app);
}
