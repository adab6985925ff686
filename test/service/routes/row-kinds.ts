import type { FastifyInstance } from 'fastify';
import { serviceRefusal } from '../answers.ts';
import type { Backend } from '../backend.ts';
import { verifyToken } from '../guard.ts';

const SCHOOLS_MAX_AGE_SECONDS = 300;
const SCHOOLS_ETAG = '"schools-1"';
const REDIRECT_STATUSES = ['301', '302', '303', '307', '308'];

/** Routes for what a network panel must be able to show: cached, redirected, without a body. */
export function addRowKindRoutes(api: FastifyInstance, backend: Backend): void {
  const guard = verifyToken(backend);

  api.get('/auth/schools', { preHandler: guard }, async (request, reply) => {
    reply.header('Cache-Control', `public, max-age=${SCHOOLS_MAX_AGE_SECONDS}`);
    reply.header('ETag', SCHOOLS_ETAG);
    if (request.headers['if-none-match'] === SCHOOLS_ETAG) return reply.code(304).send();
    const schools = [{ id: 1, name: 'SMA Nusantara Contoh', city: 'Bandung' }];
    return { success: true, message: 'Schools retrieved successfully', data: { schools } };
  });

  api.get(
    '/chatbot/conversations',
    { preHandler: [guard, backend.limits.limited('chat')] },
    async () => ({
      success: true,
      message: 'Conversations retrieved successfully',
      data: { conversations: [], pagination: { page: 1, limit: 10, total: 0, totalPages: 0 } },
    }),
  );

  api.get('/redirect', async (request, reply) => {
    const { to, status = '302' } = request.query as { to?: string; status?: string };
    if (!to || !REDIRECT_STATUSES.includes(status)) {
      return reply.code(400).send(serviceRefusal('VALIDATION_ERROR', '?to= an address, please'));
    }
    return reply.redirect(to, Number(status));
  });

  api.get('/no-content', async (_request, reply) => reply.code(204).send());
  api.post('/no-content', async (_request, reply) => reply.code(204).send());
}
