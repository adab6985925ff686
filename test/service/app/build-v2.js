import { isGood, sendFetch, sendXhr } from './http.js';
import { secondsLeft } from './token.js';
import { clearTokens, readToken, storeLogin, storeTokens } from './v2-storage.js';

const REFRESH_TIMEOUT_MS = 15_000;

/**
 * The auth v2 build: the assessment by fetch, the rest by XHR. Before its fix (`checksToken`
 * false) the stored token is sent as it lies, whatever its age; after it the token is refreshed
 * first when it has expired or has less than `refreshAheadSeconds` left.
 */
export function createV2Build({ config, onCall, leave }, { name, checksToken }) {
  const byCookie = config.refreshTransport === 'cookie';
  let refreshing = null;

  /** One refresh at a time: whoever asks meanwhile gets the same. */
  function refresh() {
    refreshing ??= refreshOnce().finally(() => {
      refreshing = null;
    });
    return refreshing;
  }

  async function refreshOnce() {
    const refreshToken = localStorage.getItem('authV2_refreshToken');
    if (!byCookie && refreshToken === null) throw new Error('No refresh token available');
    const call = {
      method: 'POST',
      path: byCookie ? '/api/auth/refresh-token' : '/api/auth/v2/refresh',
      body: byCookie ? undefined : { refreshToken },
      withCredentials: byCookie,
      timeoutMs: REFRESH_TIMEOUT_MS,
    };
    const answer = await sendXhr({ ...call, url: config.apiOrigin + call.path });
    onCall(call, answer, null);
    const data = answer.body?.data;
    if (!isGood(answer) || !data?.idToken) throw new Error(`Refresh failed: ${answer.status}`);
    storeTokens(data);
    return answer;
  }

  async function tokenForUse() {
    const token = readToken();
    if (!checksToken) return token;
    const left = token === null ? null : secondsLeft(token);
    if (left !== null && left >= config.refreshAheadSeconds) return token;
    await refresh();
    return readToken();
  }

  /** The assessment's calls: no second try. */
  async function sendByFetch(method, path, body) {
    const token = await tokenForUse();
    const call = { method, path, body };
    const answer = await sendFetch({ ...call, url: config.apiOrigin + path, token });
    onCall(call, answer, token);
    return answer;
  }

  /** All other calls: a 401 is answered by a refresh and one more try. */
  async function sendByXhr(call) {
    const token = readToken();
    const answer = await sendXhr({ ...call, url: config.apiOrigin + call.path, token });
    onCall(call, answer, token);
    if (answer.status !== 401 || call.isRetry) return answer;
    try {
      await refresh();
    } catch (error) {
      clearTokens();
      leave('/auth');
      throw error;
    }
    return sendByXhr({ ...call, isRetry: true });
  }

  return {
    name,
    transports: ['polling', 'websocket'],
    socketOnSubmit: true,
    token: readToken,
    tokenForUse,
    refresh,
    profile: () => sendByXhr({ method: 'GET', path: '/api/auth/profile' }),
    submit: (body) => sendByFetch('POST', '/api/assessment/submit', body),
    status: (jobId) => sendByFetch('GET', `/api/assessment/status/${jobId}`),
    result: (jobId) => sendByFetch('GET', `/api/assessment/result/${jobId}`),

    async signIn(credentials) {
      const path = '/api/auth/v2/login';
      const call = { method: 'POST', path, body: credentials, withCredentials: byCookie };
      const answer = await sendXhr({ ...call, url: config.apiOrigin + path });
      onCall(call, answer, null);
      if (isGood(answer)) storeLogin(answer.body.data);
      return answer;
    },

    async signOut() {
      const body = { refreshToken: localStorage.getItem('authV2_refreshToken') };
      const call = { method: 'POST', path: '/api/auth/v2/logout', body, isRetry: true };
      const answer = await sendByXhr(call);
      clearTokens();
      return answer;
    },
  };
}
