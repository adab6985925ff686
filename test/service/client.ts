import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import type { Service } from './service.ts';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The parsed JSON body, or null. */
  json: unknown;
}

export interface Call {
  method?: string;
  /** `api.futureguide.id` unless told. */
  host?: string;
  path: string;
  /** Sent as `Authorization: Bearer …`. */
  token?: string;
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Calls the service as a browser with mapped hosts would, without checking its certificate. */
export function call(service: Pick<Service, 'httpsPort'>, call: Call): Promise<Answer> {
  const { method = 'GET', host = 'api.futureguide.id', path, token, body, signal } = call;
  const headers: Record<string, string> = {
    host,
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...call.headers,
  };
  const target = { host: '127.0.0.1', port: service.httpsPort, servername: host, path, method };
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...target,
        headers,
        agent: false,
        rejectUnauthorized: false,
        ...(signal ? { signal } : {}),
      },
      async (response) => {
        try {
          const chunks = await response.toArray();
          const text = Buffer.concat(chunks).toString();
          const { statusCode: status = 0, headers } = response;
          resolve({ status, headers, text, json: parsed(text) });
        } catch (error) {
          reject(error);
        }
      },
    );
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
