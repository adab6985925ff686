/** What HAR 1.2 asks of a file (http://www.softwareishard.com/blog/har-12-spec/), as JSON Schema. */
const text = { type: 'string' };
const integer = { type: 'integer' };
const duration = { type: 'number', minimum: 0 };
/** -1 where it does not apply */
const optionalDuration = { type: 'number', minimum: -1 };

function object(required: Record<string, object>, optional: Record<string, object> = {}) {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    patternProperties: { '^_': {} },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

const list = (items: object) => ({ type: 'array', items });
const pairs = list(object({ name: text, value: text }, { comment: text }));
const cookies = list(object({ name: text, value: text }));
const sizes = { headersSize: integer, bodySize: integer };

const request = object(
  {
    method: text,
    url: text,
    httpVersion: text,
    cookies,
    headers: pairs,
    queryString: pairs,
    ...sizes,
  },
  { postData: object({ mimeType: text, text }), comment: text },
);

const response = object({
  status: integer,
  statusText: text,
  httpVersion: text,
  cookies,
  headers: pairs,
  content: object({ size: integer, mimeType: text }, { text, encoding: text, comment: text }),
  redirectURL: text,
  ...sizes,
});

const timings = object(
  { send: duration, wait: duration, receive: duration },
  {
    blocked: optionalDuration,
    dns: optionalDuration,
    connect: optionalDuration,
    ssl: optionalDuration,
  },
);

const entry = object({
  startedDateTime: { type: 'string', format: 'date-time' },
  time: duration,
  request,
  response,
  cache: { type: 'object' },
  timings,
});

export const HAR_SCHEMA = object({
  log: object(
    {
      version: { const: '1.2' },
      creator: object({ name: text, version: text }),
      entries: list(entry),
    },
    { comment: text, pages: list({}) },
  ),
});
