import { describe, expect, it } from 'vitest';
import { call } from './client.ts';
import { eventually, useService } from './use-service.ts';

const service = useService();

async function submit(token: string): Promise<string> {
  const { json } = await call(service(), {
    method: 'POST',
    path: '/api/assessment/submit',
    token,
    body: { assessmentName: 'Minat dan bakat' },
  });
  return (json as { data: { jobId: string } }).data.jobId;
}

const get = (path: string, token?: string) =>
  call(service(), { path, ...(token === undefined ? {} : { token }) });

describe('an assessment', () => {
  it('is submitted and polled', async () => {
    service().set({ assessmentSeconds: 86_400 });
    const token = await service().issue();
    const submitted = await call(service(), {
      method: 'POST',
      path: '/api/assessment/submit',
      token,
      body: {},
    });
    expect(submitted.status).toBe(202);
    const { jobId } = (submitted.json as { data: { jobId: string } }).data;
    expect(submitted.json).toEqual({
      success: true,
      message: 'Assessment submitted successfully and queued for analysis',
      data: {
        jobId,
        status: 'queued',
        estimatedProcessingTime: '2-5 minutes',
        queuePosition: 1,
        tokenCost: 1,
        remainingTokens: 24,
      },
    });
    const polled = await get(`/api/assessment/status/${jobId}`, token);
    expect(polled.json).toMatchObject({
      success: true,
      data: { jobId, status: 'queued', progress: 0, resultId: null },
    });
    const early = await get(`/api/assessment/result/${jobId}`, token);
    expect(early).toMatchObject({ status: 404, json: { error: { code: 'RESULT_NOT_FOUND' } } });
  });

  it('is done when its time is over; its result is public', async () => {
    service().set({ assessmentSeconds: 0 });
    const token = await service().issue();
    const jobId = await submit(token);
    const { json } = await get(`/api/assessment/status/${jobId}`, token);
    expect(json).toMatchObject({ data: { status: 'completed', progress: 100 } });
    const { resultId } = (json as { data: { resultId: string } }).data;
    const result = await get(`/api/assessment/result/${jobId}`, token);
    expect(result.json).toMatchObject({
      data: { id: resultId, assessment_name: 'Minat dan bakat' },
    });
    expect((await get(`/api/archive/results/${resultId}`)).json).toMatchObject({
      data: { id: resultId },
    });
    expect((await get('/api/archive/results')).status).toBe(401);
    expect((await get('/api/archive/results', token)).json).toMatchObject({
      data: { results: [{ id: resultId }], pagination: { total: 1 } },
    });
    expect((await get('/api/archive/jobs', token)).json).toMatchObject({
      data: { jobs: [{ job_id: jobId, status: 'completed' }] },
    });
    expect((await get('/api/archive/jobs/stats', token)).json).toMatchObject({
      data: { total: 1, completed: 1 },
    });
  });

  it('belongs to one user', async () => {
    const jobId = await submit(await service().issue());
    const other = await get(
      `/api/assessment/status/${jobId}`,
      await service().issue({ user: 'budi' }),
    );
    expect(other).toMatchObject({ status: 403, json: { error: { code: 'FORBIDDEN' } } });
    const none = await get('/api/assessment/status/none', await service().issue());
    expect(none).toMatchObject({ status: 404, json: { error: { code: 'NOT_FOUND' } } });
  });

  it('costs credits, which run out', async () => {
    const token = await service().issue();
    for (let left = 25; left > 0; left -= 1) await submit(token);
    const { status, json } = await call(service(), {
      method: 'POST',
      path: '/api/assessment/submit',
      token,
      body: {},
    });
    expect(status).toBe(402);
    expect(json).toMatchObject({
      error: { code: 'INSUFFICIENT_TOKENS', details: { required: 1, available: 0 } },
    });
  });

  it('holds one status call open, across the expiry of its token', async () => {
    const token = await service().issue({ lifetimeSeconds: 60 });
    const path = `/api/assessment/status/${await submit(token)}`;
    service().set({ holdStatusSeconds: 360 });
    const held = get(path, token);
    await eventually(() => expect(service().switches.holdStatusSeconds).toBe(0));
    service().set({ clockOffsetSeconds: 61 });
    expect((await get(path, token)).json).toMatchObject({ error: 'INVALID_TOKEN' });
    service().release();
    expect((await held).status).toBe(200);
  });
});
