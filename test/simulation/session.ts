import { App } from './app.ts';
import type { AppRequest } from './app-rules.ts';
import { Browser } from './browser.ts';
import { BUILDS } from './builds.ts';
import { Chance } from './chance.ts';
import { happen } from './happenings.ts';
import { Network } from './network.ts';
import { PageStorage } from './page-storage.ts';
import { drawPlan } from './plan.ts';
import { Service } from './service.ts';
import type { SocketWay, Transport } from './socket.ts';
import type { Session, Stage } from './stage.ts';
import { Timeline } from './timeline.ts';
import { Verifier } from './verifier.ts';
import { WallClock } from './wall-clock.ts';

const ROUTES: readonly AppRequest[] = [
  { route: 'profile', path: '/api/auth/profile' },
  { route: 'balance', path: '/api/auth/token-balance' },
  { route: 'api', path: '/api/archive/jobs' },
  { route: 'api', path: '/api/archive/jobs/stats' },
  { route: 'api', path: '/api/archive/results' },
  { route: 'api', path: '/api/chatbot/conversations' },
];
const DASHBOARD = [0, 2, 3].map((index) => ROUTES[index] as AppRequest);
const POLL: AppRequest = { route: 'poll', path: '/api/assessment/status/job-1' };
const SUBMIT: AppRequest = {
  route: 'submit',
  method: 'POST',
  path: '/api/assessment/submit',
  body: '{"answers":[]}',
};
const RESULT: AppRequest = { route: 'result', path: '/api/assessment/result/job-1' };
const NOISE: readonly AppRequest[] = [
  { route: 'public', path: '/api/archive/results/r-1' },
  { route: 'public', path: '/api/auth/v2/health' },
  { route: 'unknown-route', path: '/api/assessment/statuses' },
  { route: 'api', path: '/api/admin/users' },
  { route: 'static', path: 'https://futureguide.id/_next/static/chunks/main.js' },
  { route: 'page', path: 'https://futureguide.id/dashboard' },
];
const LONGEST_MS = 30 * 86_400_000;

/** Some networks let no WebSocket through; drawn apart, so that all else of a seed stays. */
function drawTransport(seed: number, way: SocketWay): Transport {
  const isPolling = new Chance(seed ^ 0x9011).happens(0.3);
  return isPolling && way !== 'query' ? 'polling' : 'websocket';
}

function setUp(seed: number): Stage {
  const chance = new Chance(seed);
  const plan = drawPlan(chance);
  if (plan.socket) plan.socket.transport = drawTransport(seed, plan.socket.way);
  const timeline = new Timeline(plan.startMs);
  const clock = new WallClock(plan.startMs, plan.client.offsetMs, plan.client.driftPpm);
  const replicas = plan.servers.map(
    ({ offsetMs, driftPpm }) => new WallClock(plan.startMs, offsetMs, driftPpm),
  );
  const service = new Service(plan.service, new Verifier(plan.verifier), replicas, chance);
  const network = new Network(plan.network, chance);
  const storage = new PageStorage();
  const { dates } = plan;
  const browser = new Browser({ timeline, clock, service, network, storage, dates, chance });
  const rules = {
    build: BUILDS[plan.build],
    policy: plan.policy,
    bugs: new Set(plan.bugs),
    life: plan.life,
    socket: plan.socket,
    aheadMs: Math.min(300_000, plan.life * 300),
  };
  const apps = Array.from(
    { length: plan.tabs },
    (_none, tab) => new App(tab, rules, browser, plan.person),
  );
  return {
    seed,
    plan,
    browser,
    service,
    clock,
    storage,
    happened: [],
    faults: [],
    chance,
    timeline,
    network,
    apps,
    asleepUntil: plan.startMs,
    endsAt: plan.startMs + Math.min(LONGEST_MS, plan.pace * plan.requests),
  };
}

async function signInAgain({ chance, timeline }: Stage, app: App): Promise<void> {
  await timeline.wait(chance.heavyTailed(6_000, 0.7));
  if (app.isSignedIn) return;
  if (chance.happens(0.1)) await app.login('wrong');
  await app.login();
}

async function act(stage: Stage, app: App): Promise<void> {
  const { chance, timeline, plan } = stage;
  const kind = chance.weighted({
    poll: 5,
    click: 4,
    dashboard: 1.5,
    submit: 0.7,
    result: 1,
    socket: 1.5,
    noise: 1,
  });
  if (kind === 'poll') await app.call(POLL);
  if (kind === 'click') await app.call(chance.pick(ROUTES));
  if (kind === 'submit') await app.call(SUBMIT);
  if (kind === 'result') await app.call(RESULT);
  if (kind === 'socket') await app.connect();
  if (kind === 'noise') await app.call(chance.pick(NOISE));
  if (kind === 'dashboard') await Promise.all(DASHBOARD.map((request) => app.call(request)));
  await timeline.wait(chance.heavyTailed(plan.pace, 0.5));
  await untilAwake(stage);
}

/** A computer that sleeps asks for nothing. */
async function untilAwake({ timeline, asleepUntil, chance }: Stage): Promise<void> {
  const left = asleepUntil - timeline.now;
  if (left > 0) await timeline.wait(left + chance.between(5, 2_000));
}

/** A user at one tab, until the session ends. */
async function use(stage: Stage, app: App): Promise<void> {
  const { chance, timeline, plan, browser } = stage;
  await timeline.wait(app.tab * chance.between(500, 20_000));
  while (timeline.now < stage.endsAt && browser.exchanges.length < plan.requests) {
    if (!app.isSignedIn) {
      await signInAgain(stage, app);
      if (plan.bugs.includes('misreads-payload')) await app.discard(chance.whole(3, 13));
    }
    await act(stage, app);
    const last = browser.exchanges.at(-1);
    const isStuck = last?.status === 401 && last.tab === app.tab && last.route !== 'login';
    // Whoever is refused again and again signs in again at last.
    if (isStuck && chance.happens(0.12)) app.forget();
    else if (isStuck && plan.policy === 'none' && chance.happens(0.3)) app.forget();
  }
}

async function tick(stage: Stage, app: App): Promise<void> {
  const { chance, timeline, plan, browser } = stage;
  const every = Math.max(2_000, (plan.life * 1000) / 12);
  while (timeline.now < stage.endsAt && browser.exchanges.length < plan.requests) {
    await timeline.wait(every * chance.between(0.95, 1.05));
    await untilAwake(stage);
    await app.tick();
  }
}

function arrive(stage: Stage): void {
  const { plan, service, clock, apps } = stage;
  const [app] = apps;
  if (!plan.beginsSignedIn || !app) return;
  const server = service.replicas[0] ?? clock;
  const { access, refresh } = service.open(plan.person, server.at(plan.startMs) - plan.age);
  app.arriveSignedIn(access.token, plan.service.generation === 'v2' ? refresh : null);
}

/** The session of a seed, from its beginning to its end. */
export async function simulate(seed: number): Promise<Session> {
  const stage = setUp(seed);
  const { plan, timeline, apps, chance } = stage;
  arrive(stage);
  for (const app of apps) {
    timeline.start(() => use(stage, app));
    const ticks = plan.policy === 'timer' || plan.bugs.includes('refreshes-too-often');
    if (ticks) timeline.start(() => tick(stage, app));
  }
  for (let index = 0; index < plan.happenings; index += 1) {
    const after = chance.between(0, stage.endsAt - plan.startMs);
    timeline.start(() => happen(stage, after));
  }
  await timeline.run(Number.POSITIVE_INFINITY);
  return stage;
}
