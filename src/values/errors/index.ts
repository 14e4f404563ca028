/**
 * The one error that is meant for a person. Everything the platform declines to do is a Refusal: a stable
 * code for programs, one plain Chinese sentence for people, an HTTP status, and per-field messages for forms.
 * Anything else that is thrown is a fault of ours and answered with 500.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: Record<string, string> | undefined;
  /** Where on the portal the thing is that stands in the way: the caller's own, never somebody else's. */
  readonly see: string | undefined;
  /** What is on record although the act was refused: done by the outermost transaction, once it has been rolled back. */
  stays: ((sql: { query(text: string, values: unknown[]): Promise<unknown> }) => Promise<unknown>) | undefined;

  constructor(status: number, code: string, message: string, fields?: Record<string, string>, see?: string) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.see = see;
  }
}

/** 422: what was sent cannot be taken; `fields` names each field with its own sentence. */
export function badInput(code: string, message: string, fields?: Record<string, string>): Refusal {
  return new Refusal(422, code, message, fields);
}

/** 401: nobody is signed in, or the session has ended. */
export function unauthenticated(message = "请先登录，再办理这件事。"): Refusal {
  return new Refusal(401, "SIGN_IN_NEEDED", message);
}

/** 403: somebody is signed in who may not do this. */
export function forbidden(message = "您的账号没有办理这件事的权限。"): Refusal {
  return new Refusal(403, "NOT_PERMITTED", message);
}

/** 404. `what` is the Chinese noun of the thing looked for, e.g. 「办件」. */
export function notFound(what = "页面"): Refusal {
  return new Refusal(404, "NOT_FOUND", `没有找到这个${what}，请检查地址或编号。`);
}

/** 409: the state of the thing does not allow it, or it has changed since it was read. */
export function conflict(code: string, message: string, see?: string): Refusal {
  return new Refusal(409, code, message, undefined, see);
}

/** 503: something the platform needs does not answer. */
export function unavailable(message: string): Refusal {
  return new Refusal(503, "UNAVAILABLE", message);
}
