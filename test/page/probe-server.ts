import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

/** Pause between two pieces of the stream that never ends. */
const PIECE_EVERY_MS = 20;
const BIG = 200_000;
const PAGE = '<!doctype html><title>probe</title><body><script src="/probes.js"></script></body>';
const REFUSAL = { success: false, error: 'INVALID_TOKEN', message: 'Invalid or expired token' };

export interface ProbeServer extends AsyncDisposable {
  port: number;
}

type Handler = (request: IncomingMessage, response: ServerResponse, path: string) => void;

/**
 * Answers in every way that page code can meet, and echoes over socket.io. The pages' script is
 * served like any script: errors of an injected one would be muted.
 */
export async function startProbeServer(script: string): Promise<ProbeServer> {
  const openStreams = new Set<ServerResponse>();
  const awaitingClose = new Set<ServerResponse>();

  const settleClosed = () => {
    if (openStreams.size > 0) return;
    for (const response of awaitingClose) response.end('"closed"');
    awaitingClose.clear();
  };

  const handlers: [RegExp, Handler][] = [
    [/^\/(auth)?$/, (_, response) => send(response, 'text/html', PAGE)],
    [/^\/probes\.js$/, (_, response) => send(response, 'text/javascript', script)],
    [/^\/api\/dead/, (request) => request.socket.destroy()],
    [/^\/api\/silent/, () => {}],
    [
      /^\/api\/redirect/,
      (_, response) => response.writeHead(307, { location: '/api/answer/401/json' }).end(),
    ],
    [
      /^\/api\/stream-closed/,
      (_, response) => {
        awaitingClose.add(response);
        settleClosed();
      },
    ],
    [
      /^\/api\/stream/,
      (_, response) => {
        openStreams.add(response);
        response.writeHead(401, { 'content-type': 'application/json' });
        response.write('[0');
        const timer = setInterval(() => response.write(',1'), PIECE_EVERY_MS);
        response.on('close', () => {
          clearInterval(timer);
          openStreams.delete(response);
          settleClosed();
        });
      },
    ],
    [/^\/api\/answer\//, answer],
  ];

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://probe.example').pathname;
    for (const [name, value] of Object.entries(corsHeaders(request)))
      response.setHeader(name, value);
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    const handler = handlers.find(([pattern]) => pattern.test(path))?.[1];
    if (handler) handler(request, response, path);
    else response.writeHead(404).end();
  });
  const io = new Server(server, { transports: ['websocket'] });
  io.on('connection', (socket) => {
    socket.on('authenticate', () => socket.emit('auth_error', { message: 'Token required' }));
    socket.on('echo', (...args: unknown[]) => socket.emit('echo', ...args));
    socket.on('end', () => socket.disconnect(true));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await io.close();
    },
  };
}

function corsHeaders({ headers }: IncomingMessage): Record<string, string> {
  return {
    'access-control-allow-origin': headers.origin ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET, POST, PUT, DELETE',
    'access-control-allow-headers': 'content-type, authorization',
  };
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': type }).end(body);
}

/** `/api/answer/<status>/<json|text|big|broken|empty|octets>`; a request body is echoed. */
function answer(request: IncomingMessage, response: ServerResponse, path: string): void {
  const [status = '200', kind = 'json'] = path.split('/').slice(3);
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    const echo = Buffer.concat(pieces).toString();
    const json = JSON.stringify({ ...REFUSAL, method: request.method, echo });
    const bodies: Record<string, [type: string, body: string]> = {
      json: ['application/json', json],
      text: ['text/plain; charset=utf-8', 'not signed in, sorry: ñ 漢'],
      big: ['application/json', JSON.stringify({ ...REFUSAL, padding: 'x'.repeat(BIG) })],
      broken: ['application/json', '{"error":'],
      empty: ['application/json', ''],
      octets: ['application/octet-stream', 'abc'],
    };
    const [type, body] = bodies[kind] ?? ['application/json', json];
    response.writeHead(Number(status), { 'content-type': type, 'cache-control': 'no-store' });
    response.end(body);
  });
}
