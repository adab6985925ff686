import { describe, expect, it } from 'vitest';
import type { DrawnRow } from '../e2e/world.ts';
import type { LoggedRequest } from '../service/request-log.ts';
import { callsOfLog, callsOfRows, differences } from './compare.ts';

const PROFILE = '/api/auth/profile';

function logged(change: Partial<LoggedRequest>): LoggedRequest {
  return {
    kind: 'http',
    at: 0,
    method: 'GET',
    host: 'api.futureguide.id',
    path: PROFILE,
    authorization: null,
    cookie: null,
    body: null,
    status: 200,
    code: null,
    ...change,
  };
}

const ROW: DrawnRow = {
  data: { request: 'r1', outcome: 'accepted' },
  texts: ['10:00:00', 'GET', PROFILE, '200', 'Accepted'],
  status: '200',
  token: '',
};
const SOCKET: DrawnRow = {
  data: { socket: 's1', outcome: 'accepted' },
  texts: ['10:00:01', '', '/socket.io/', '101', 'Accepted'],
  status: '101',
  token: '',
};
const EVENT = logged({ kind: 'socket', method: 'EVENT', code: 'authenticated', status: null });

describe('what a soak compares', () => {
  it('finds nothing where the panel shows what the service answered', () => {
    const log = [
      logged({}),
      EVENT,
      logged({ method: 'OPTIONS' }),
      logged({ path: '/app/main.js' }),
    ];
    const marker: DrawnRow = { data: { row: 'm1' }, texts: ['Signed in'], status: '', token: '' };
    expect(differences(callsOfRows([ROW, SOCKET, marker]), callsOfLog(log))).toEqual([]);
  });

  it('names a row that is missing, one too many, and another status', () => {
    const refused = logged({ path: '/api/auth/schools', status: 401 });
    expect(differences(callsOfRows([ROW, SOCKET, SOCKET]), callsOfLog([EVENT, refused]))).toEqual([
      'socket authenticated: 2 in the panel, 1 in the service’s log',
      'GET /api/auth/schools 401: 0 in the panel, 1 in the service’s log',
      'GET /api/auth/profile 200: 1 in the panel, 0 in the service’s log',
    ]);
    const other = {
      ...ROW,
      texts: ['10:00:00', 'GET', PROFILE, '(pending)'],
      status: '(pending)',
    };
    expect(
      differences(
        callsOfRows([{ ...other, data: { request: 'r1', outcome: 'pending' } }]),
        callsOfLog([logged({})]),
      ),
    ).toEqual([
      'GET /api/auth/profile 200: 0 in the panel, 1 in the service’s log',
      'GET /api/auth/profile pending: 1 in the panel, 0 in the service’s log',
    ]);
  });
});
