import type { AnswerBody, RequestAct } from './script.ts';

/** What a template is filled with when its answer is given. */
export interface Moment {
  /** fills in `$A` and `@sari` */
  fill(template: string): string;
  /** the server's time, ISO 8601 */
  timestamp: string;
  access: string | null;
  refresh: string | null;
  /** the e-mail address of whom the token speaks for */
  owner: string | null;
}

const PROXY_PAGE = '<!doctype html><title>Error</title><h1>The origin refused the connection</h1>';

function issued(act: RequestAct, { access, refresh, timestamp, fill }: Moment): object {
  const isV1 = !act.url.includes('/v2/') && act.verb !== 'refresh';
  if (isV1) {
    const user = { email: fill(`@${act.person}`), id: fill(`@${act.person}.id`) };
    return { success: true, message: 'Login successful', data: { user, token: access } };
  }
  const who = act.person ? { uid: fill(`@${act.person}.uid`), email: fill(`@${act.person}`) } : {};
  const tokens = { ...(access && { idToken: access }), ...(refresh && { refreshToken: refresh }) };
  const data = { ...who, ...tokens, expiresIn: '3600' };
  const said = act.verb === 'refresh' ? 'Token refreshed successfully' : 'Login successful';
  return { success: true, data, message: `${said} using auth v2`, timestamp };
}

function usual(act: RequestAct, { timestamp, owner }: Moment): object {
  if (act.verb === 'logout' && act.url.includes('/v2/'))
    return { success: true, data: null, message: 'Logout successful using auth v2', timestamp };
  if (act.verb === 'submit')
    return { success: true, data: { jobId: act.job, status: 'queued', queuePosition: 1 } };
  if (act.verb === 'poll')
    return { success: true, data: { jobId: act.job, status: 'processing', progress: 40 } };
  if (act.verb === 'profile')
    return { success: true, message: 'Success', data: { user: { email: owner } } };
  if (act.verb === 'result') return { success: true, data: { id: act.job, status: 'completed' } };
  return { success: true, message: 'Success', data: {} };
}

function refusal(body: AnswerBody, { fill, timestamp }: Moment): string | null {
  switch (body.shape) {
    case 'empty':
      return '';
    case 'html':
      return PROXY_PAGE;
    case 'prose':
      return JSON.stringify({ error: body.text, errorType: 'auth' });
    case 'json':
      return fill(body.text);
    case 'gateway':
      return JSON.stringify({ success: false, error: body.code, message: body.message });
    case 'service': {
      const error = { code: body.code, message: body.message };
      return JSON.stringify({ success: false, error });
    }
    case 'auth-v2': {
      const error = { code: body.code, message: body.message };
      return JSON.stringify({ success: false, error, message: 'Operation failed', timestamp });
    }
    default:
      return null;
  }
}

/** The body of an answer, as the service would write it. */
export function bodyOf(act: RequestAct, moment: Moment): string {
  const { answer } = act;
  if (answer.kind === 'issues') return JSON.stringify(issued(act, moment));
  if (answer.kind !== 'status') return '';
  return refusal(answer.body, moment) ?? JSON.stringify(usual(act, moment));
}
