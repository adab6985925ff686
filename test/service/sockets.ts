import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { fieldsOf } from './answers.ts';
import type { Backend } from './backend.ts';
import type { Job } from './jobs.ts';
import type { Person } from './people.ts';

const PING_INTERVAL_MS = 25_000;
const PING_TIMEOUT_MS = 60_000;

const REFUSALS = {
  required: 'Token required',
  refused: 'Invalid or expired token',
  failed: 'Authentication failed',
  timeout: 'Authentication timeout',
} as const;

function roomOf(person: Person): string {
  return `user:${person.id}`;
}

/**
 * The notification service: a socket says `authenticate` with its token, is checked once,
 * and then hears of its user's assessments for as long as it stays open.
 */
export function addSockets(server: HttpServer, backend: Backend): Server {
  const { clock, jobs, log, switches, tokens } = backend;
  const io = new Server(server, {
    path: '/socket.io/',
    cors: { origin: true, credentials: true },
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    serveClient: false,
  });

  io.engine.on('headers', (headers: { Date?: string }) => {
    headers.Date = new Date(clock.nowMs()).toUTCString();
  });

  function refuse(socket: Socket, reason: keyof typeof REFUSALS): string {
    const message = REFUSALS[reason];
    const event = switches.socketRefusalEvent;
    const refusal =
      event === 'error' ? { success: false, error: 'INVALID_TOKEN', message } : { message };
    socket.emit(event, refusal);
    if (reason !== 'required') socket.disconnect(true);
    return event;
  }

  async function authenticate(socket: Socket, sent: unknown): Promise<string> {
    const { token, jobId } = fieldsOf(sent);
    if (typeof token !== 'string' || token === '') return refuse(socket, 'required');
    const isDown = switches.verifierDown !== false;
    if (isDown && switches.verifierDown !== true) return refuse(socket, 'failed');
    const caller = isDown ? null : await tokens.verify(token);
    if (!caller) return refuse(socket, 'refused');
    const { person, kind } = caller;
    await socket.join(roomOf(person));
    socket.emit('authenticated', {
      success: true,
      userId: person.id,
      email: person.email,
      tokenType: kind === 'v2' ? 'firebase' : 'jwt',
    });
    const job = typeof jobId === 'string' ? jobs.find(jobId) : undefined;
    if (job?.person === person) {
      const timestamp = clock.timestamp();
      const started = { jobId, status: 'processing', assessment_name: job.name, timestamp };
      socket.emit('analysis-started', started);
    }
    return 'authenticated';
  }

  io.on('connection', (socket) => {
    const waiting = setTimeout(() => refuse(socket, 'timeout'), switches.socketAuthTimeoutMs);
    socket.on('disconnect', () => clearTimeout(waiting));
    socket.on('authenticate', async (sent: unknown) => {
      const { host = '', cookie = null } = socket.handshake.headers;
      const received = { method: 'EVENT', path: 'authenticate', host, cookie, body: sent };
      const entry = log.arrived({ kind: 'socket', authorization: null, ...received });
      entry.code = await authenticate(socket, sent);
      if (entry.code === 'authenticated') clearTimeout(waiting);
      log.answered(entry);
    });
  });

  jobs.onDone((job: Job) => {
    io.to(roomOf(job.person)).emit('analysis-complete', {
      jobId: job.id,
      status: 'completed',
      result_id: job.resultId,
      assessment_name: job.name,
      timestamp: clock.timestamp(),
    });
  });

  return io;
}
