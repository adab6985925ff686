import { isGood, sendXhr } from './http.js';

const ACCESS = 'futureguide_access_token';
const REFRESH = 'futureguide_refresh_token';
const USER = 'futureguide_user_data';
const PARTIAL_USER = 'futureguide_partial_user_data';
const KEYS = [ACCESS, REFRESH, USER, PARTIAL_USER];

const TIMEOUT_MS = 10_000;

function clear() {
  for (const key of KEYS) localStorage.removeItem(key);
}

function store(key, value) {
  if (value !== undefined) localStorage.setItem(key, value);
}

/** Profile answers turn the data kept at login into the complete user, login-time tokens and all. */
function mergeUser(user) {
  const partial = JSON.parse(localStorage.getItem(PARTIAL_USER) ?? 'null');
  if (!partial) return;
  const { idToken, refreshToken, expiresIn } = partial;
  const merged = {
    ...{ uid: user.id, email: user.email, displayName: user.username },
    ...user,
    ...{ idToken, refreshToken, expiresIn },
    ...{ isPartial: false, mergedAt: new Date().toISOString() },
  };
  localStorage.setItem(USER, JSON.stringify(merged));
  localStorage.removeItem(PARTIAL_USER);
}

/**
 * The current build: every call is XHR, nothing is refreshed ahead. A 401 to any call starts one
 * refresh, others wait for it, all are sent once more; when it fails, four keys go and so does
 * the page, to /auth. The refresh itself passes the same gate: answered 401, it waits for itself
 * for ever (`refreshDeadlock`).
 */
export function createCurrentBuild({ config, onCall, leave }) {
  const byCookie = config.refreshTransport === 'cookie';
  let isRefreshing = false;
  let waiting = [];

  async function send(call) {
    const token = localStorage.getItem(ACCESS);
    const url = config.apiOrigin + call.path;
    const answer = await sendXhr({ ...call, url, token, timeoutMs: TIMEOUT_MS });
    onCall(call, answer, token);
    const isExempt = call.isRefresh && !config.refreshDeadlock;
    if (answer.status !== 401 || call.isRetry || isExempt) return answer;
    if (isRefreshing) {
      await new Promise((resolve, reject) => waiting.push({ resolve, reject }));
      return send({ ...call, isRetry: true });
    }
    return sendAfterRefresh(call);
  }

  async function sendAfterRefresh(call) {
    isRefreshing = true;
    try {
      await refresh();
      settle('resolve');
    } catch (error) {
      settle('reject', error);
      clear();
      leave('/auth');
      throw error;
    } finally {
      isRefreshing = false;
    }
    return send({ ...call, isRetry: true });
  }

  function settle(how, reason) {
    const settled = waiting;
    waiting = [];
    for (const one of settled) one[how](reason);
  }

  async function refresh() {
    const refreshToken = localStorage.getItem(REFRESH);
    if (!byCookie && refreshToken === null) throw new Error('No refresh token available');
    const path = byCookie ? '/api/auth/refresh-token' : '/api/auth/v2/refresh';
    const body = byCookie ? undefined : { refreshToken };
    const call = { method: 'POST', path, body, withCredentials: byCookie, isRefresh: true };
    const answer = await send(call);
    const renewed = answer.body?.data?.idToken;
    if (!isGood(answer) || !renewed) throw new Error(`Refresh failed: ${answer.status}`);
    store(ACCESS, renewed);
    store(REFRESH, answer.body.data.refreshToken);
    return answer;
  }

  async function profile() {
    const answer = await send({ method: 'GET', path: '/api/auth/profile' });
    if (isGood(answer)) mergeUser(answer.body.data.user);
    return answer;
  }

  return {
    name: 'current',
    transports: ['polling', 'websocket'],
    socketOnSubmit: false,
    token: () => localStorage.getItem(ACCESS),
    tokenForUse: async () => localStorage.getItem(ACCESS),
    refresh,
    profile,
    submit: (body) => send({ method: 'POST', path: '/api/assessment/submit', body }),
    status: (jobId) => send({ method: 'GET', path: `/api/assessment/status/${jobId}` }),
    result: (jobId) => send({ method: 'GET', path: `/api/assessment/result/${jobId}` }),

    async signIn(credentials) {
      const path = '/api/auth/v2/login';
      const call = { method: 'POST', path, body: credentials, withCredentials: byCookie };
      const answer = await send(call);
      if (!isGood(answer)) return answer;
      const { data } = answer.body;
      store(ACCESS, data.idToken);
      store(REFRESH, data.refreshToken);
      const partial = { ...data, isPartial: true, storedAt: new Date().toISOString() };
      localStorage.setItem(PARTIAL_USER, JSON.stringify(partial));
      await profile();
      return answer;
    },

    async signOut() {
      const body = { refreshToken: localStorage.getItem(REFRESH) };
      const answer = await send({ method: 'POST', path: '/api/auth/v2/logout', body });
      clear();
      return answer;
    },
  };
}
