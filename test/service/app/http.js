/**
 * One call over XMLHttpRequest, as axios makes it. An answer is `{status, body}`; status 0 means
 * that no answer could be read. `onLoad` runs inside the load handler.
 */
export function sendXhr({ method, url, token, body, timeoutMs = 0, withCredentials, onLoad }) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.timeout = timeoutMs;
    request.withCredentials = withCredentials === true;
    if (token !== null && token !== undefined) {
      request.setRequestHeader('Authorization', `Bearer ${token}`);
    }
    if (body !== undefined) request.setRequestHeader('Content-Type', 'application/json');
    request.addEventListener('load', () => {
      onLoad?.(request.status);
      resolve({ status: request.status, body: parsed(request.responseText) });
    });
    for (const ending of ['error', 'timeout', 'abort']) {
      request.addEventListener(ending, () => resolve({ status: 0, body: null }));
    }
    request.send(body === undefined ? null : JSON.stringify(body));
  });
}

/** The same over fetch. `onHeaders` runs before the body is read, and stops that by `false`. */
export async function sendFetch({ method, url, token, body, onHeaders }) {
  const headers = {};
  if (token !== null && token !== undefined) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    const text = body === undefined ? null : JSON.stringify(body);
    const response = await fetch(url, { method, headers, body: text });
    if (onHeaders?.(response.status) === false) return { status: response.status, body: null };
    return { status: response.status, body: parsed(await response.text()) };
  } catch {
    return { status: 0, body: null };
  }
}

export function isGood({ status }) {
  return status >= 200 && status < 300;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
