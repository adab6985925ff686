import type { FastifyInstance, FastifyReply } from 'fastify';
import { authV2Refusal, fieldsOf } from '../answers.ts';
import type { Backend } from '../backend.ts';
import { bearerOf } from '../guard.ts';
import type { Person } from '../people.ts';
import { setRefreshCookie } from './refresh.ts';

const SHORTEST_PASSWORD = 8;

/** What `forgot-password` would have sent by e-mail. */
export function resetCodeFor(email: string): string {
  return `oob-${email}`;
}

/** Auth v2: Firebase ID tokens with a refresh token. The gateway does not guard these routes. */
export function addAuthV2Routes(api: FastifyInstance, backend: Backend): void {
  const { clock, people, sessions, switches, tokens } = backend;
  const limited = { preHandler: backend.limits.limited('auth') };

  const refuse = (reply: FastifyReply, status: number, code: string, message: string) =>
    reply.code(status).send(authV2Refusal(code, message, clock.timestamp()));

  const accept = (data: object | null, message: string) => ({
    success: true,
    data,
    message: `${message} using auth v2`,
    timestamp: clock.timestamp(),
  });

  /** The part of an answer that signs somebody in. */
  async function openSession(person: Person, reply: FastifyReply): Promise<object> {
    const authTimeSeconds = clock.nowSeconds();
    person.lastLogin = clock.timestamp();
    const idToken = await tokens.issueTo(person, 'v2', authTimeSeconds);
    const { refreshToken } = sessions.open(person, authTimeSeconds, idToken);
    const inCookie = switches.refreshTransport === 'cookie';
    if (inCookie) setRefreshCookie(reply, refreshToken);
    return {
      uid: person.uid,
      email: person.email,
      displayName: person.displayName,
      idToken,
      ...(inCookie ? {} : { refreshToken }),
      expiresIn: String(switches.tokenLifetimeSeconds),
    };
  }

  api.post('/auth/v2/login', limited, async (request, reply) => {
    const { email, password } = fieldsOf(request.body);
    const person = typeof email === 'string' ? people.find({ email }) : undefined;
    if (!person || person.password !== password) {
      return refuse(reply, 401, 'UNAUTHORIZED', 'Invalid email or password');
    }
    return accept(await openSession(person, reply), 'Login successful');
  });

  api.post('/auth/v2/register', limited, async (request, reply) => {
    const { email, password, displayName } = fieldsOf(request.body);
    if (typeof email !== 'string' || !email.includes('@')) {
      return refuse(reply, 400, 'INVALID_EMAIL', 'Invalid email address');
    }
    if (typeof password !== 'string' || password.length < SHORTEST_PASSWORD) {
      return refuse(reply, 400, 'WEAK_PASSWORD', 'Password is too weak');
    }
    if (people.find({ email })) {
      return refuse(reply, 409, 'EMAIL_EXISTS', 'Email already exists');
    }
    const createdAt = clock.timestamp();
    const name = typeof displayName === 'string' ? displayName : email;
    const person = people.register({ email, password, displayName: name }, createdAt);
    const opened = await openSession(person, reply);
    return reply.code(201).send(accept({ ...opened, createdAt }, 'Registration successful'));
  });

  api.post('/auth/v2/logout', async (request, reply) => {
    const token = bearerOf(request);
    if (token === null) {
      return refuse(reply, 401, 'UNAUTHORIZED', 'Authorization header is required');
    }
    const caller = switches.verifierDown === false ? await tokens.verify(token) : null;
    if (!caller) return refuse(reply, 401, 'INVALID_TOKEN', 'Invalid or expired token');
    sessions.revokeAll(caller.person);
    if (switches.logoutBlacklists) tokens.blacklist(token);
    return accept(null, 'Logout successful');
  });

  api.post('/auth/v2/forgot-password', limited, async () =>
    accept(null, 'Password reset email sent'),
  );

  api.post('/auth/v2/reset-password', limited, async (request, reply) => {
    const { oobCode, newPassword } = fieldsOf(request.body);
    const email = String(oobCode).slice(resetCodeFor('').length);
    const person = oobCode === resetCodeFor(email) ? people.find({ email }) : undefined;
    if (!person || typeof newPassword !== 'string') {
      return refuse(reply, 400, 'INVALID_OOB_CODE', 'Invalid or expired reset code');
    }
    person.password = newPassword;
    sessions.revokeAll(person);
    return accept(null, 'Password reset successful');
  });

  api.get('/auth/v2/health', async () => ({
    success: true,
    data: { status: 'healthy', service: 'auth-v2-service', timestamp: clock.timestamp() },
  }));
}
