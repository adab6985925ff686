import { isGood, sendXhr } from './http.js';
import { writeTokenCookie } from './v2-storage.js';

const LOGIN_COOKIE_SECONDS = 604_800;
const KEYS = ['token', 'auth_token', 'authToken', 'user', 'user_data'];

function readToken() {
  return localStorage.getItem('token') ?? localStorage.getItem('auth_token');
}

function clear() {
  for (const key of KEYS) localStorage.removeItem(key);
  writeTokenCookie('', 0);
}

/** The v1 build: HS256 tokens, no refresh; a 401 signs the user out. */
export function createV1Build({ config, onCall, leave }) {
  async function send(call) {
    const token = readToken();
    const answer = await sendXhr({ ...call, url: config.apiOrigin + call.path, token });
    onCall(call, answer, token);
    if (answer.status === 401 && !call.isLogin) {
      clear();
      leave('/auth');
    }
    return answer;
  }

  return {
    name: 'v1',
    transports: ['websocket', 'polling'],
    socketOnSubmit: true,
    token: readToken,
    tokenForUse: async () => readToken(),
    refresh: null,
    profile: () => send({ method: 'GET', path: '/api/auth/profile' }),
    submit: (body) => send({ method: 'POST', path: '/api/assessment/submit', body }),
    status: (jobId) => send({ method: 'GET', path: `/api/assessment/status/${jobId}` }),
    result: (jobId) => send({ method: 'GET', path: `/api/assessment/result/${jobId}` }),

    async signIn(credentials) {
      const path = '/api/auth/login';
      const answer = await send({ method: 'POST', path, body: credentials, isLogin: true });
      if (!isGood(answer)) return answer;
      const { token, user } = answer.body.data;
      localStorage.setItem('token', token);
      localStorage.setItem('auth_token', token);
      localStorage.setItem('user', JSON.stringify(user));
      writeTokenCookie(token, LOGIN_COOKIE_SECONDS);
      return answer;
    },

    async signOut() {
      const answer = await send({ method: 'POST', path: '/api/auth/logout', isLogin: true });
      clear();
      return answer;
    },
  };
}
