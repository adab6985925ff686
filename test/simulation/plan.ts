import type { PersonName } from '../scenarios/script.ts';
import type { Bug, RefreshPolicy, SocketRules } from './app-rules.ts';
import type { DatePolicy } from './browser.ts';
import type { BuildName } from './builds.ts';
import type { Chance } from './chance.ts';
import type { NetworkRules } from './network.ts';
import type { ServiceRules } from './service.ts';
import type { VerifierRules } from './verifier.ts';

/** What kind of world a seed gives, before anything happens in it. */
export interface Plan {
  startMs: number;
  build: BuildName;
  policy: RefreshPolicy;
  bugs: Bug[];
  socket: SocketRules | null;
  /** s */
  life: number;
  /** ms between two acts of a user or a poll */
  pace: number;
  tabs: number;
  person: PersonName;
  /** signed in before the recording began */
  beginsSignedIn: boolean;
  /** ms that its token was old by then */
  age: number;
  client: { offsetMs: number; driftPpm: number };
  servers: { offsetMs: number; driftPpm: number }[];
  dates: DatePolicy;
  network: NetworkRules;
  verifier: VerifierRules;
  service: ServiceRules;
  /** at most so many requests */
  requests: number;
  happenings: number;
}

const START_MS = Date.UTC(2026, 7, 3, 1, 0, 0);
const DAY_MS = 86_400_000;
const WEEK_S = 7 * 86_400;

function drawnLife(chance: Chance, isV1: boolean): number {
  const kind = chance.weighted(
    isV1 ? { week: 4, hour: 1, short: 2 } : { hour: 5, short: 4, week: 0.5 },
  );
  if (kind === 'week') return WEEK_S;
  return kind === 'hour' ? 3600 : chance.pick([20, 45, 60, 120, 300, 900]);
}

/** Most clocks are right to the second, some are off by minutes, few by more. */
function drawnOffset(chance: Chance): number {
  const kind = chance.weighted({ right: 5, seconds: 2, minutes: 2, far: 0.6 });
  if (kind === 'right') return chance.signed(chance.between(0, 900));
  if (kind === 'seconds') return chance.signed(chance.between(1_000, 60_000));
  if (kind === 'minutes') return chance.signed(chance.between(60_000, 900_000));
  return chance.signed(chance.between(900_000, 8 * 3_600_000));
}

function drawnServers(chance: Chance): Plan['servers'] {
  const first = {
    offsetMs: chance.happens(0.9) ? chance.signed(chance.between(0, 800)) : drawnOffset(chance),
    driftPpm: chance.between(-8, 8),
  };
  if (!chance.happens(0.25)) return [first];
  const apart = chance.signed(chance.heavyTailed(1_500, 1));
  return [first, { ...first, offsetMs: first.offsetMs + apart }];
}

const BUGS: Readonly<Record<Bug, number>> = {
  'refreshes-without-lock': 3,
  'retries-with-old-token': 2,
  'keeps-old-refresh-token': 2,
  'rolls-back': 2,
  deadlocks: 2,
  'wipes-on-failure': 2,
  'misreads-payload': 1,
  'forgets-header': 2,
  'refreshes-too-often': 2,
  'writes-undefined': 1,
  'stores-late': 1,
  'reads-quoted': 1,
  'gives-up-when-expired': 1,
  'refreshes-on-wrong-password': 1,
};

function drawnBugs(chance: Chance, build: BuildName, policy: RefreshPolicy): Bug[] {
  if (policy === 'none') return chance.happens(0.2) ? ['forgets-header'] : [];
  if (!chance.happens(0.45)) return [];
  const bug = chance.weighted(BUGS);
  return bug === 'reads-quoted' && build !== 'auth-v2' ? [] : [bug];
}

function drawnSocket(chance: Chance, build: BuildName): SocketRules | null {
  if (build === 'current' || build === 'admin' || chance.happens(0.3)) return null;
  return {
    way: chance.weighted({ event: 7, connect: 1.5, query: 1, never: 1 }),
    transport: 'websocket',
    authenticatesAgain: chance.happens(0.4),
    outlivesLogout: chance.happens(0.2),
  };
}

export function drawPlan(chance: Chance): Plan {
  const build = chance.weighted<BuildName>({ current: 5, 'auth-v2': 4, v1: 2, admin: 1 });
  const isV1 = build === 'v1' || build === 'admin';
  const policy = isV1
    ? 'none'
    : chance.weighted<RefreshPolicy>({ reactive: 4, 'on-use': 3, timer: 2, none: 2 });
  const life = drawnLife(chance, isV1);
  const slow = chance.happens(0.15);
  return {
    startMs: START_MS + chance.between(0, 90 * DAY_MS),
    build,
    policy,
    bugs: drawnBugs(chance, build, policy),
    socket: drawnSocket(chance, build),
    life,
    pace: Math.min(600_000, Math.max(1_500, life * 1000 * chance.pick([0.02, 0.08, 0.2, 0.45]))),
    tabs: chance.happens(0.15) ? 2 : 1,
    person: 'sari',
    beginsSignedIn: chance.happens(0.5),
    age: chance.between(0, 1.15) * Math.min(life, 7200) * 1000,
    client: { offsetMs: drawnOffset(chance), driftPpm: chance.between(-30, 30) },
    servers: drawnServers(chance),
    dates: chance.weighted<DatePolicy>({ all: 6, some: 3, none: 1 }),
    network: {
      travel: slow ? 400 : 30,
      work: slow ? 600 : 25,
      sigma: slow ? 0.9 : 0.6,
      stalls: slow ? 0.1 : 0.01,
      fails: chance.happens(0.2) ? 0.06 : 0.002,
    },
    verifier: {
      leewayMs: chance.pick([0, 0, 0, 1_000, 5_000, 30_000]),
      cacheMs: chance.pick([0, 0, 0, 5_000, 60_000, 300_000]),
      refusesEarlyIat: chance.happens(0.3),
      revokesOnRefresh: chance.happens(0.25),
      revokesOnLogout: chance.happens(0.6),
    },
    service: {
      generation: isV1 ? 'v1' : 'v2',
      life,
      guard: chance.weighted({ gateway: 7, assessment: 1, 'auth-v1': 1, plain: 1, challenge: 0.7 }),
      detectsReuse: chance.happens(0.5),
      rotates: chance.happens(0.8),
      issuingKey: 'k1',
      claims: {},
      expUnit: chance.happens(0.02) ? 'ms' : 's',
    },
    requests: chance.whole(8, 60),
    happenings: chance.pick([0, 1, 1, 1, 1, 2, 2, 2, 3]),
  };
}
