import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fieldsOf, serviceRefusal } from '../answers.ts';
import type { Backend } from '../backend.ts';
import { callerOf, verifyToken } from '../guard.ts';
import { DEFAULT_ASSESSMENT_NAME, type Job, progressOf, statusOf } from '../jobs.ts';
import { resultOf } from './archive.ts';

const ASSESSMENT_COST = 1;

function statusAnswer(job: Job): object {
  const status = statusOf(job);
  return {
    jobId: job.id,
    status,
    progress: progressOf(job),
    createdAt: new Date(job.submittedAtMs).toISOString(),
    updatedAt: new Date().toISOString(),
    estimatedTimeRemaining: status === 'completed' ? '0 minutes' : '2-5 minutes',
    queuePosition: status === 'queued' ? 1 : 0,
    userId: job.person.id,
    userEmail: job.person.email,
    resultId: status === 'completed' ? job.resultId : null,
    assessmentName: job.name,
  };
}

/** Submit, poll, fetch the result: what the app does with a token for minutes. */
export function addAssessmentRoutes(api: FastifyInstance, backend: Backend): void {
  const { holds, jobs, limits, switches } = backend;
  const guard = verifyToken(backend);

  /** The caller's own job; undefined when the refusal has been sent. */
  function ownJob(request: FastifyRequest, reply: FastifyReply): Job | undefined {
    const { jobId } = request.params as { jobId: string };
    const job = jobs.find(jobId);
    if (!job) {
      reply.code(404).send(serviceRefusal('NOT_FOUND', 'Job not found'));
    } else if (job.person !== callerOf(request).person) {
      reply.code(403).send(serviceRefusal('FORBIDDEN', 'Access denied to this job', {}));
    } else {
      return job;
    }
    return undefined;
  }

  const submitting = { preHandler: [guard, limits.limited('assessment')] };
  api.post('/assessment/submit', submitting, async (request, reply) => {
    const { person } = callerOf(request);
    if (person.tokenBalance < ASSESSMENT_COST) {
      const details = { required: ASSESSMENT_COST, available: person.tokenBalance };
      const message = 'Insufficient token balance';
      return reply.code(402).send(serviceRefusal('INSUFFICIENT_TOKENS', message, details));
    }
    person.tokenBalance -= ASSESSMENT_COST;
    const { assessmentName } = fieldsOf(request.body);
    const named = typeof assessmentName === 'string' && assessmentName !== '';
    const job = jobs.submit(person, named ? assessmentName : DEFAULT_ASSESSMENT_NAME);
    return reply.code(202).send({
      success: true,
      message: 'Assessment submitted successfully and queued for analysis',
      data: {
        jobId: job.id,
        status: 'queued',
        estimatedProcessingTime: '2-5 minutes',
        queuePosition: 1,
        tokenCost: ASSESSMENT_COST,
        remainingTokens: person.tokenBalance,
      },
    });
  });

  api.get('/assessment/status/:jobId', { preHandler: guard }, async (request, reply) => {
    const holdMs = switches.holdStatusSeconds * 1000;
    switches.holdStatusSeconds = 0;
    if (holdMs > 0) await holds.wait(holdMs);
    const job = ownJob(request, reply);
    if (!job) return reply;
    const message = 'Job status retrieved successfully';
    return { success: true, message, data: statusAnswer(job) };
  });

  api.get('/assessment/result/:jobId', { preHandler: guard }, async (request, reply) => {
    const job = ownJob(request, reply);
    if (!job) return reply;
    if (statusOf(job) !== 'completed') {
      return reply.code(404).send(serviceRefusal('RESULT_NOT_FOUND', 'Analysis result not found'));
    }
    return { success: true, message: 'Result retrieved successfully', data: resultOf(job) };
  });
}
