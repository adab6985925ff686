import { sendFetch, sendXhr } from './http.js';

/** How a poll ends that is answered 401, for every way but the build's own. */
const REFUSED = {
  'auth-xhr': { send: sendXhr, when: 'onLoad', go: (leave) => leave('/auth') },
  'auth-fetch-unread': { send: sendFetch, when: 'onHeaders', go: (leave) => leave('/auth') },
  'auth-fetch-read': { send: sendFetch, when: 'answer', go: (leave) => leave('/auth') },
  reload: { send: sendXhr, when: 'onLoad', go: (leave) => leave(null) },
};

/** Asks for the job's status, once or every `pollSeconds` until it is done. */
export function createMonitor({ config, build, onCall, onDone, leave }) {
  let timer = null;
  let isPolling = false;

  /** The status call, with what `onRefusal` says to do the moment it is refused. */
  async function askAndLeave(jobId, { send, when, go }) {
    const token = await build.tokenForUse();
    const call = { method: 'GET', path: `/api/assessment/status/${jobId}` };
    const leaveIfRefused = (status) => {
      if (status !== 401) return true;
      stop();
      go(leave);
      return false;
    };
    const url = config.apiOrigin + call.path;
    const answer = await send({ ...call, url, token, [when]: leaveIfRefused });
    if (when === 'answer') leaveIfRefused(answer.status);
    onCall(call, answer, token);
    return answer;
  }

  async function pollOnce(jobId) {
    const refused = REFUSED[config.onRefusal];
    const answer = await (refused ? askAndLeave(jobId, refused) : build.status(jobId));
    if (answer.body?.data?.status === 'completed') {
      stop();
      await onDone(jobId);
    }
    return answer;
  }

  async function pollOn(jobId) {
    await pollOnce(jobId).catch(() => {});
    if (isPolling) timer = setTimeout(pollOn, config.pollSeconds * 1000, jobId);
  }

  function stop() {
    isPolling = false;
    clearTimeout(timer);
  }

  return {
    pollOnce,
    stop,
    isPolling: () => isPolling,
    /** The first poll goes out at once; the next follows its answer by `pollSeconds`. */
    start(jobId) {
      stop();
      isPolling = true;
      void pollOn(jobId);
    },
  };
}
