import type { ComponentChildren } from "preact";

export interface FormProps {
  action: string;
  children: ComponentChildren;
  /** The anti-forgery value of the session; sent as `_token`. */
  token?: string;
  /** Makes sending twice harmless; sent as `_key`. */
  idempotencyKey?: string;
  /** With files. */
  files?: boolean;
  class?: string;
  id?: string;
}

/** A form that changes something: POST, checked on the server, guarded against a second click. */
export function Form({ action, children, token, idempotencyKey, files, id, class: extra }: FormProps) {
  return (
    <form id={id} class={extra} method="post" action={action} enctype={files ? "multipart/form-data" : undefined} novalidate data-submit-once>
      {token !== undefined && <input type="hidden" name="_token" value={token} />}
      {idempotencyKey !== undefined && <input type="hidden" name="_key" value={idempotencyKey} />}
      {children}
    </form>
  );
}
