import type { FastifyInstance } from 'fastify';
import { serviceRefusal } from '../answers.ts';
import type { Backend } from '../backend.ts';
import { callerOf, verifyToken } from '../guard.ts';
import { type Job, statusOf } from '../jobs.ts';

const PAGE_SIZE = 10;

/** A finished assessment, as the archive keeps it. */
export function resultOf(job: Job): object {
  return {
    id: job.resultId,
    user_id: job.person.id,
    assessment_name: job.name,
    status: 'completed',
    test_result: { archetype: 'The Thoughtful Gardener', strengths: ['patience', 'curiosity'] },
    created_at: new Date(job.doneAtMs).toISOString(),
    updated_at: new Date(job.doneAtMs).toISOString(),
  };
}

function jobOf(job: Job): object {
  const status = statusOf(job);
  return {
    job_id: job.id,
    user_id: job.person.id,
    status,
    assessment_name: job.name,
    result_id: status === 'completed' ? job.resultId : null,
    created_at: new Date(job.submittedAtMs).toISOString(),
  };
}

function pagination(total: number): object {
  return { page: 1, limit: PAGE_SIZE, total, totalPages: Math.ceil(total / PAGE_SIZE) };
}

/** The archive's lists are guarded, a single result is public. */
export function addArchiveRoutes(api: FastifyInstance, backend: Backend): void {
  const { jobs, limits } = backend;
  const limited = limits.limited('archive');
  const guarded = { preHandler: [verifyToken(backend), limited] };
  const isDone = (job: Job) => statusOf(job) === 'completed';

  api.get('/archive/results', guarded, async (request) => {
    const results = jobs.of(callerOf(request).person).filter(isDone).map(resultOf);
    const data = { results, pagination: pagination(results.length) };
    return { success: true, message: 'Results retrieved successfully', data };
  });

  api.get('/archive/results/:id', { preHandler: limited }, async (request, reply) => {
    const { id } = request.params as { id: string };
    const job = jobs.findResult(id);
    if (!job || !isDone(job)) {
      return reply.code(404).send(serviceRefusal('RESULT_NOT_FOUND', 'Analysis result not found'));
    }
    return { success: true, message: 'Result retrieved successfully', data: resultOf(job) };
  });

  api.get('/archive/jobs', guarded, async (request) => {
    const list = jobs.of(callerOf(request).person).map(jobOf);
    const data = { jobs: list, pagination: pagination(list.length) };
    return { success: true, message: 'Jobs retrieved successfully', data };
  });

  api.get('/archive/jobs/stats', guarded, async (request) => {
    const own = jobs.of(callerOf(request).person);
    const completed = own.filter(isDone).length;
    const data = { total: own.length, completed, processing: own.length - completed, failed: 0 };
    return { success: true, message: 'Job statistics retrieved successfully', data };
  });
}
