/** The gateway's own shape of an error. */
export function gatewayRefusal(code: string, message: string, more: object = {}): object {
  return { success: false, error: code, message, ...more };
}

/** The shape of an error of the services behind the gateway. */
export function serviceRefusal(code: string, message: string, details?: object): object {
  return { success: false, error: { code, message, ...(details ? { details } : {}) } };
}

/** The shape of an error of the v2 auth service. */
export function authV2Refusal(code: string, message: string, timestamp: string): object {
  return { ...serviceRefusal(code, message), message: 'Operation failed', timestamp };
}

/** A body's fields, whatever was sent. */
export function fieldsOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

/** The error code of an answer's body, in any of the shapes. */
export function codeOf(body: unknown): string | null {
  const { error, code } = fieldsOf(body);
  const { code: inner = code } = fieldsOf(error);
  const found = typeof error === 'string' ? error : inner;
  return typeof found === 'string' ? found : null;
}
