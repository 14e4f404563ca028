import type { Refusal } from "#values/errors";
import type { Incoming } from "#kernel/http";
import { TextArea, TextField } from "#ui";
import { fieldsOf } from "../typed.ts";

/** Reason and basis: without both nothing is taken from anybody. */
export function Grounds({ incoming, refusal }: { incoming: Incoming; refusal?: Refusal }) {
  const errors = refusal?.fields ?? {};
  const field = fieldsOf(incoming.body, errors);
  return (
    <>
      <TextArea {...field("reason")} label="理由" hint="持证人会看到。" rows={3} />
      <TextField {...field("basis")} label="法律依据" hint="写明法律和条款，例如：食品安全法 第一百二十六条。" />
    </>
  );
}
