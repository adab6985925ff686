import type { FastifyInstance } from 'fastify';
import { fieldsOf, serviceRefusal } from '../answers.ts';
import type { Backend } from '../backend.ts';
import { callerOf, verifyAdmin, verifyToken } from '../guard.ts';
import type { Person } from '../people.ts';

function adminOf({ id, email, username }: Person): object {
  return { id, email, username, user_type: 'admin', is_active: true };
}

/** What the administrators' page calls to sign in and out. */
export function addAdminRoutes(api: FastifyInstance, backend: Backend): void {
  const { clock, people, tokens } = backend;
  const guarded = { preHandler: [verifyToken(backend), verifyAdmin] };

  api.post('/admin/auth/login', async (request, reply) => {
    const { email, password } = fieldsOf(request.body);
    const person = typeof email === 'string' ? people.find({ email }) : undefined;
    if (!person?.isAdmin || person.password !== password) {
      return reply.code(401).send(serviceRefusal('UNAUTHORIZED', 'Invalid email or password'));
    }
    const data = { user: adminOf(person), token: await tokens.issueTo(person, 'admin') };
    return { success: true, message: 'Login successful', data, timestamp: clock.timestamp() };
  });

  api.get('/admin/auth/verify', guarded, async (request) => {
    const data = { user: adminOf(callerOf(request).person) };
    return { success: true, message: 'Token is valid', data, timestamp: clock.timestamp() };
  });

  api.post('/admin/auth/logout', guarded, async () => ({
    success: true,
    message: 'Logout successful',
    timestamp: clock.timestamp(),
  }));
}
