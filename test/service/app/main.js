import { createCurrentBuild } from './build-current.js';
import { createV1Build } from './build-v1.js';
import { createV2Build } from './build-v2.js';
import { createMonitor } from './monitor.js';
import { openSocket } from './socket.js';
import { claimsOf, secondsLeft } from './token.js';
import { createView } from './view.js';

const BUILDS = {
  current: createCurrentBuild,
  'v2-before': (parts) => createV2Build(parts, { name: 'v2-before', checksToken: false }),
  'v2-after': (parts) => createV2Build(parts, { name: 'v2-after', checksToken: true }),
  v1: createV1Build,
};

/** Invented, like everybody here. */
const USER = { email: 'zoe.pratiwi@siswa.example', password: 'kupu-kupu-biru' };
const ANSWERS = {
  assessmentName: 'AI-Driven Talent Mapping',
  riasec: { realistic: 75, social: 88 },
};

const CALLS_KEPT = 500;
const REDRAW_MS = 1000;
const DRAW_DELAY_MS = 50;

const config = JSON.parse(document.getElementById('config').textContent);
const address = new URL(location.href);

/** Named by the address, else by this tab, else by the service. Tabs remember in sessionStorage. */
function chooseBuild() {
  const named = address.searchParams.get('build') ?? sessionStorage.getItem('build');
  const name = named in BUILDS ? named : config.build;
  if (address.searchParams.has('build')) sessionStorage.setItem('build', name);
  return name;
}

config.build = chooseBuild();

const calls = [];
let view = null;
let drawing = null;
let jobId = sessionStorage.getItem('jobId');
let lastResult = null;
let socket = null;
let socketState = { state: 'off', message: null };
const socketEvents = [];

/** Draws soon, once for all that happens meanwhile: a burst of calls must not wait for its table. */
function redraw() {
  if (drawing !== null) return;
  drawing = setTimeout(() => {
    drawing = null;
    view?.draw();
  }, DRAW_DELAY_MS);
}

function onCall({ method, path }, { status, body }, token) {
  const code = typeof body?.error === 'string' ? body.error : (body?.error?.code ?? null);
  const left = token === null ? null : secondsLeft(token);
  calls.push({ at: Date.now(), method, path, status, code, secondsLeft: left });
  if (calls.length > CALLS_KEPT) calls.shift();
  redraw();
}

/** Goes to another page of the app at once; `null` loads this one again. */
function leave(path) {
  monitor.stop();
  if (path === null) location.reload();
  else location.href = path;
}

const build = BUILDS[config.build]({ config, onCall, leave });
const monitor = createMonitor({ config, build, onCall, leave, onDone: fetchResult });

function jobInHand() {
  if (jobId === null) throw new Error('Submit an assessment first.');
  return jobId;
}

async function fetchResult() {
  const answer = await build.result(jobInHand());
  lastResult = answer.body?.data ?? null;
  redraw();
  return answer;
}

async function connectSocket() {
  socket?.close();
  socket = await openSocket({
    apiOrigin: config.apiOrigin,
    transports: build.transports,
    readCredential: async () => {
      const token = await build.tokenForUse().catch(() => build.token());
      return jobId === null ? { token } : { token, jobId };
    },
    onChange(state, message = null) {
      const isAnswered = ['refused', 'failed'].includes(socketState.state) && state === 'closed';
      if (!isAnswered) socketState = { state, message };
      redraw();
    },
    onEvent(event, message) {
      socketEvents.push({ at: Date.now(), event, message });
      redraw();
    },
  });
}

const app = {
  signIn: (credentials = USER) => build.signIn(credentials),
  async signOut() {
    monitor.stop();
    socket?.close();
    return build.signOut();
  },
  async submit() {
    const answer = await build.submit(ANSWERS);
    const submitted = answer.body?.data?.jobId;
    if (!submitted) return answer;
    jobId = submitted;
    lastResult = null;
    sessionStorage.setItem('jobId', jobId);
    if (build.socketOnSubmit) await connectSocket();
    return answer;
  },
  startPolling: () => monitor.start(jobInHand()),
  stopPolling: () => monitor.stop(),
  pollOnce: () => monitor.pollOnce(jobInHand()),
  fetchResult,
  fetchProfile: () => build.profile(),
  async refresh() {
    if (!build.refresh) throw new Error('This build cannot refresh.');
    return build.refresh();
  },
  connectSocket,
  disconnectSocket: () => socket?.close(),
  configure: (change) => Object.assign(config, change),
  state() {
    const token = build.token();
    const left = token === null ? null : secondsLeft(token);
    return {
      build: build.name,
      page: location.pathname,
      signedInAs: token === null ? null : (claimsOf(token)?.email ?? 'somebody'),
      token,
      secondsLeft: left === null ? null : Math.floor(left),
      jobId,
      polling: monitor.isPolling(),
      calls: [...calls],
      result: lastResult,
      socket: socketState.state,
      socketMessage: socketState.message,
      socketTransport: socket?.transport() ?? null,
      socketEvents: [...socketEvents],
      controlled: Boolean(navigator.serviceWorker?.controller),
    };
  },
};

async function settleServiceWorker() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  if (!config.serviceWorker) {
    for (const registration of await serviceWorker.getRegistrations()) {
      await registration.unregister();
    }
    return;
  }
  const controlled = new Promise((resolve) => {
    if (serviceWorker.controller) resolve();
    else serviceWorker.addEventListener('controllerchange', resolve, { once: true });
  });
  await serviceWorker.register('/sw.js');
  await controlled;
}

const STEPS = {
  signin: async () => {
    if (!((app.state().secondsLeft ?? 0) > 0)) await app.signIn();
  },
  submit: () => app.submit(),
  poll: () => app.startPolling(),
  profile: () => app.fetchProfile(),
  socket: () => app.connectSocket(),
};

/** `?auto=signin,submit,poll`: the named steps, one after the other. */
async function runSteps() {
  await settleServiceWorker();
  const named = (address.searchParams.get('auto') ?? '').split(',');
  for (const step of named) await view.run(async () => STEPS[step]?.());
}

view = createView(app, { builds: Object.keys(BUILDS), user: USER });
app.ready = runSteps();
window.app = app;
redraw();
setInterval(redraw, REDRAW_MS);
