import type { Server as HttpServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { codeOf } from './answers.ts';
import { type Backend, createBackend, resetBackend } from './backend.ts';
import { createCertificate } from './certificate.ts';
import { createControl } from './control.ts';
import { addGateway } from './gateway.ts';
import type { LoggedRequest } from './request-log.ts';
import { addSite } from './site.ts';
import { addSockets } from './sockets.ts';
import { applySwitches, type Switches } from './switches.ts';
import type { IssueOptions } from './tokens.ts';

export interface ServiceOptions {
  /** Any free port when 0 or absent. */
  httpsPort?: number;
  controlPort?: number;
  /** Other positions than the first ones, to begin with. */
  switches?: Partial<Switches>;
}

/** A FutureGuide on loopback. */
export interface Service {
  httpsPort: number;
  controlPort: number;
  control: { url: string };
  /** The positions now; move them with `set`. */
  switches: Readonly<Switches>;
  /** @throws Error with one sentence when a name is unknown or a value does not fit. */
  set(change: Partial<Switches>): void;
  /** What the service received, in order of arrival. */
  log: readonly LoggedRequest[];
  /** Calls `listener` at every answer; returns the end of that. */
  onAnswer(listener: (entry: LoggedRequest) => void): () => void;
  /** A token signed with the service's keys, or with foreign ones. */
  issue(options?: IssueOptions): Promise<string>;
  blacklist(token: string): void;
  /** Ends every wait of now: held and delayed calls are answered, a refresh that never ends is cut. */
  release(): void;
  /** how many calls are held now */
  held(): number;
  /** Forgets sessions, log, blacklist and jobs; every switch as at the very first; ends what is held. */
  reset(): void;
  /** Ends everything at once, open calls and sockets too. */
  stop(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const ERROR_STATUS = 400;

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}

/** Every request into the log, and the service's own clock onto every answer. */
function addLogging(app: FastifyInstance, { clock, log }: Backend): void {
  app.decorateRequest('entry', null);
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request) => {
    const { authorization = null, cookie = null } = request.headers;
    request.entry = log.arrived({
      kind: 'http',
      method: request.method,
      host: request.host,
      path: request.url,
      authorization,
      cookie,
      body: null,
    });
  });
  app.addHook('preValidation', async (request) => {
    if (request.entry) request.entry.body = request.body ?? null;
  });
  app.addHook('onSend', async (request, reply, payload) => {
    reply.header('Date', new Date(clock.nowMs()).toUTCString());
    if (request.entry && reply.statusCode >= ERROR_STATUS && typeof payload === 'string') {
      request.entry.code = codeOf(parsed(payload));
    }
    return payload;
  });
  app.addHook('onResponse', async (request, reply) => {
    if (!request.entry || !reply.raw.writableFinished) return;
    request.entry.status = reply.statusCode;
    log.answered(request.entry);
  });
}

/** Node waits for open connections at the end; these are cut instead, and later ones too. */
function trackConnections(server: HttpServer): () => void {
  const open = new Set<Socket>();
  let isCut = false;
  server.on('connection', (socket: Socket) => {
    if (isCut) socket.destroy();
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
}

function portOf(app: FastifyInstance): number {
  return (app.server.address() as AddressInfo).port;
}

/** Starts the service on 127.0.0.1, with new keys and a new certificate. */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const [backend, certificate] = await Promise.all([createBackend(), createCertificate()]);
  applySwitches(backend.switches, options.switches ?? {});

  // The plugins are written for the plain server's types; TLS makes no difference to them.
  const app = Fastify({ https: certificate }) as unknown as FastifyInstance;
  const cutConnections = trackConnections(app.server);
  addLogging(app, backend);
  await app.register((api) => addGateway(api, backend), { prefix: '/api' });
  addSite(app, backend);
  const io = addSockets(app.server, backend);
  const control = createControl(backend);

  try {
    await app.listen({ host: LOOPBACK, port: options.httpsPort ?? 0 });
    await control.listen({ host: LOOPBACK, port: options.controlPort ?? 0 });
  } catch (error) {
    await Promise.all([app.close(), control.close()]);
    throw error;
  }

  return {
    httpsPort: portOf(app),
    controlPort: portOf(control),
    control: { url: `http://${LOOPBACK}:${portOf(control)}` },
    switches: backend.switches,
    set: (change) => applySwitches(backend.switches, change),
    log: backend.log.entries,
    onAnswer: backend.log.onAnswer,
    issue: backend.tokens.issue,
    blacklist: backend.tokens.blacklist,
    release: backend.holds.release,
    held: backend.holds.count,
    reset: () => {
      resetBackend(backend);
      io.disconnectSockets(true);
    },
    stop: async () => {
      backend.jobs.reset();
      io.disconnectSockets(true);
      backend.holds.release();
      cutConnections();
      await Promise.all([app.close(), control.close()]);
      io.engine.close();
    },
  };
}
