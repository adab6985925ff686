import Fastify, { type FastifyInstance } from 'fastify';
import { fieldsOf } from './answers.ts';
import { type Backend, resetBackend } from './backend.ts';
import { applySwitches } from './switches.ts';
import type { IssueOptions } from './tokens.ts';

/** The switchboard, on a port of its own so that no browser under test ever sees it. */
export function createControl(backend: Backend): FastifyInstance {
  const control = Fastify({ forceCloseConnections: true });

  control.setErrorHandler((error: Error, _request, reply) =>
    reply.code(400).send({ error: error.message }),
  );

  control.get('/switches', async () => backend.switches);
  control.post('/switches', async (request) => {
    applySwitches(backend.switches, request.body);
    return backend.switches;
  });
  control.post('/blacklist', async (request) => {
    const { token } = fieldsOf(request.body);
    if (typeof token !== 'string') throw new Error('Which token? {"token": "…"}');
    backend.tokens.blacklist(token);
    return { blacklisted: true };
  });
  control.post('/issue', async (request) => ({
    token: await backend.tokens.issue(fieldsOf(request.body) as IssueOptions),
  }));
  control.post('/reset', async () => {
    resetBackend(backend);
    return backend.switches;
  });
  control.post('/release', async () => {
    backend.holds.release();
    return { released: true };
  });
  control.get('/log', async () => backend.log.entries);

  return control;
}
