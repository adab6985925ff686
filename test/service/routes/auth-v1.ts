import type { FastifyInstance } from 'fastify';
import { fieldsOf, serviceRefusal } from '../answers.ts';
import type { Backend } from '../backend.ts';
import { callerOf, verifyInternalService, verifyToken } from '../guard.ts';
import type { Person } from '../people.ts';

function userOf(person: Person): object {
  return {
    id: person.id,
    username: person.username,
    email: person.email,
    user_type: person.isAdmin ? 'admin' : 'user',
    is_active: true,
    token_balance: person.tokenBalance,
    last_login: person.lastLogin,
    created_at: person.createdAt,
  };
}

function profileOf(person: Person): object {
  return {
    ...userOf(person),
    profile: person.profile && { user_id: person.id, ...person.profile },
  };
}

const PROFILE_FIELDS = ['full_name', 'gender', 'date_of_birth', 'school_id'] as const;

/** Auth v1: HS256 tokens without a refresh, and the profile that v1 and v2 share. */
export function addAuthV1Routes(api: FastifyInstance, backend: Backend): void {
  const { clock, people, tokens, limits, switches } = backend;
  const limited = { preHandler: limits.limited('auth') };
  const guarded = { preHandler: verifyToken(backend) };

  api.post('/auth/login', limited, async (request, reply) => {
    const { email, username, password } = fieldsOf(request.body);
    const name = email ?? username;
    if (typeof name !== 'string' || typeof password !== 'string') {
      return reply.code(400).send(serviceRefusal('VALIDATION_ERROR', 'Validation failed'));
    }
    const person = people.find(email === undefined ? { username: name } : { email: name });
    if (person?.password !== password) {
      return reply
        .code(401)
        .send(serviceRefusal('INVALID_CREDENTIALS', 'Invalid email or password'));
    }
    person.lastLogin = clock.timestamp();
    const token = await tokens.issueTo(person, 'v1');
    return { success: true, message: 'Login successful', data: { user: userOf(person), token } };
  });

  api.post('/auth/register', limited, async (request, reply) => {
    const { username, email, password } = fieldsOf(request.body);
    if (typeof email !== 'string' || typeof password !== 'string') {
      return reply.code(400).send(serviceRefusal('VALIDATION_ERROR', 'Validation failed'));
    }
    if (people.find({ email })) {
      return reply.code(409).send(serviceRefusal('EMAIL_EXISTS', 'Email already exists'));
    }
    const displayName = typeof username === 'string' ? username : email;
    const person = people.register({ email, password, displayName }, clock.timestamp());
    const token = await tokens.issueTo(person, 'v1');
    const data = { user: userOf(person), token };
    return reply.code(201).send({ success: true, message: 'Registration successful', data });
  });

  api.post('/auth/logout', guarded, async (request) => {
    if (switches.logoutBlacklists) tokens.blacklist(callerOf(request).token);
    return { success: true, message: 'Logout successful' };
  });

  api.get('/auth/profile', guarded, async (request) => ({
    success: true,
    message: 'Success',
    data: { user: profileOf(callerOf(request).person) },
  }));

  api.put('/auth/profile', guarded, async (request) => {
    const { person } = callerOf(request);
    const sent = fieldsOf(request.body);
    const known = PROFILE_FIELDS.filter((field) => typeof sent[field] === 'string');
    const changes = Object.fromEntries(known.map((field) => [field, String(sent[field])]));
    person.profile = { ...person.profile, ...changes };
    const message = 'Profile updated successfully';
    return { success: true, message: 'Success', data: { user: profileOf(person), message } };
  });

  api.get('/auth/token-balance', guarded, async (request) => {
    const { id, tokenBalance } = callerOf(request).person;
    const message = 'Token balance retrieved successfully';
    return { success: true, message, data: { user_id: id, token_balance: tokenBalance } };
  });

  api.post('/auth/change-password', guarded, async (request, reply) => {
    const { person } = callerOf(request);
    const { currentPassword, newPassword } = fieldsOf(request.body);
    if (currentPassword !== person.password) {
      return reply
        .code(401)
        .send(serviceRefusal('INVALID_PASSWORD', 'Current password is incorrect'));
    }
    if (typeof newPassword === 'string') person.password = newPassword;
    backend.sessions.revokeAll(person);
    return { success: true, message: 'Password changed successfully' };
  });

  api.post('/auth/verify-token', { preHandler: verifyInternalService }, async (request) => {
    const { token } = fieldsOf(request.body);
    const caller = await tokens.verify(String(token));
    if (!caller)
      return { success: true, data: { valid: false, error: 'Invalid or expired token' } };
    const { id, email, isAdmin } = caller.person;
    const user = { id, email, user_type: isAdmin ? 'admin' : 'user' };
    return { success: true, data: { valid: true, user } };
  });
}
