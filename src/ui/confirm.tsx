import type { ComponentChildren } from "preact";
import { type ButtonKind, Button, ButtonRow, LinkButton } from "./button.tsx";
import type { Example } from "./example.ts";
import { Form } from "./form.tsx";

export interface ConfirmProps {
  title: string;
  /** What will happen, one sentence each. */
  consequences: readonly string[];
  action: string;
  token?: string;
  idempotencyKey?: string;
  /** The verb: "不予许可". */
  confirm: string;
  kind?: ButtonKind;
  /** Back without doing anything. */
  back: string;
  backWords?: string;
  /** Fields the act needs: a reason, a legal basis. */
  children?: ComponentChildren;
}

/** A page of its own before what cannot be undone; no dialog, so it works on every phone. */
export function Confirm({
  title,
  consequences,
  action,
  token,
  idempotencyKey,
  confirm,
  kind = "primary",
  back,
  backWords = "不了，回去",
  children,
}: ConfirmProps) {
  return (
    <div class="prose">
      <h1>{title}</h1>
      <ul>
        {consequences.map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
      <Form action={action} token={token} idempotencyKey={idempotencyKey}>
        {children}
        <div class="form-foot">
          <ButtonRow>
            <Button kind={kind}>{confirm}</Button>
            <LinkButton kind="quiet" href={back}>
              {backWords}
            </LinkButton>
          </ButtonRow>
        </div>
      </Form>
    </div>
  );
}

export const examples: Example[] = [
  {
    name: "确认",
    show: () => (
      <Confirm
        title="要撤回这个申请吗？"
        consequences={["窗口不再办理，承诺时限停止计算。", "已上传的材料保留 90 天，可以用来重新申请。"]}
        action="#withdraw"
        confirm="撤回申请"
        kind="seal"
        back="#matter"
      />
    ),
  },
];
