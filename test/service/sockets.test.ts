import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import { call } from './client.ts';
import { useService } from './use-service.ts';

const service = useService();
let sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets) socket.disconnect();
  sockets = [];
});

function connect(transports = ['polling', 'websocket']): Socket {
  const socket = io(`https://127.0.0.1:${service().httpsPort}`, {
    path: '/socket.io/',
    transports,
    forceNew: true,
    reconnection: false,
    rejectUnauthorized: false,
    extraHeaders: { host: 'api.futureguide.id' },
  });
  sockets.push(socket);
  return socket;
}

const next = (socket: Socket, event: string) =>
  new Promise<unknown>((resolve) => {
    socket.once(event, resolve);
  });

describe.each([[['polling']], [['websocket']], [['polling', 'websocket']]])(
  'over %j',
  (transports) => {
    it('authenticates with a good token', async () => {
      const socket = connect(transports);
      socket.emit('authenticate', { token: await service().issue() });
      expect(await next(socket, 'authenticated')).toEqual({
        success: true,
        userId: expect.any(String),
        email: 'zoe.pratiwi@siswa.example',
        tokenType: 'firebase',
      });
    });

    it('refuses a bad one, and goes', async () => {
      const socket = connect(transports);
      const refusal = next(socket, 'auth_error');
      const end = next(socket, 'disconnect');
      socket.emit('authenticate', { token: await service().issue({ lifetimeSeconds: -1 }) });
      expect(await refusal).toEqual({ message: 'Invalid or expired token' });
      expect(await end).toBe('io server disconnect');
    });
  },
);

it('says who asked, in the log', async () => {
  const socket = connect();
  const sent = { token: await service().issue({ kind: 'v1' }), jobId: 'none' };
  socket.emit('authenticate', sent);
  expect(await next(socket, 'authenticated')).toMatchObject({ tokenType: 'jwt' });
  expect(service().log).toMatchObject([
    { kind: 'socket', method: 'EVENT', path: 'authenticate', body: sent, code: 'authenticated' },
  ]);
});

it('asks again for a token that was not sent', async () => {
  const socket = connect();
  socket.emit('authenticate', {});
  expect(await next(socket, 'auth_error')).toEqual({ message: 'Token required' });
  socket.emit('authenticate', { token: await service().issue() });
  await next(socket, 'authenticated');
});

it('refuses by the event that the switch names', async () => {
  service().set({ socketRefusalEvent: 'error' });
  const socket = connect();
  socket.emit('authenticate', { token: 'none' });
  expect(await next(socket, 'error')).toEqual({
    success: false,
    error: 'INVALID_TOKEN',
    message: 'Invalid or expired token',
  });
});

it.each([
  [true, 'Invalid or expired token'],
  ['unavailable', 'Authentication failed'],
] as const)('refuses with the verifier down (%s)', async (verifierDown, message) => {
  service().set({ verifierDown });
  const socket = connect();
  socket.emit('authenticate', { token: await service().issue() });
  expect(await next(socket, 'auth_error')).toEqual({ message });
});

it('waits for a token only so long', async () => {
  service().set({ socketAuthTimeoutMs: 1 });
  expect(await next(connect(), 'auth_error')).toEqual({ message: 'Authentication timeout' });
});

it('hears of the end of its own assessment, though its token has run out', async () => {
  service().set({ assessmentSeconds: 600 });
  const token = await service().issue({ lifetimeSeconds: 60 });
  const submit = { method: 'POST', path: '/api/assessment/submit', token, body: {} };
  const { json } = await call(service(), submit);
  const { jobId } = (json as { data: { jobId: string } }).data;
  const socket = connect();
  socket.emit('authenticate', { token, jobId });
  expect(await next(socket, 'analysis-started')).toMatchObject({ jobId, status: 'processing' });

  service().set({ assessmentSeconds: 0 });
  const complete = next(socket, 'analysis-complete');
  await call(service(), submit);
  expect(await complete).toMatchObject({
    status: 'completed',
    result_id: expect.any(String),
    assessment_name: 'AI-Driven Talent Mapping',
    timestamp: expect.any(String),
  });
});
