import type { Begun } from "#matter/begin";
import type { Call, CallNote } from "#matter/call";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { ButtonRow, LinkButton, Notice } from "#ui";
import { show } from "../show.tsx";
import type { AtDesk } from "./at-desk.ts";
import { ActButton } from "./call-bar.tsx";
import { livePartsOf } from "./live.tsx";

/** Signs in groups, as they are read aloud. */
function inGroups(text: string): string {
  return text.replace(/(.{4})(?=.)/g, "$1 ");
}

/** After an order is handed in: its number and code, large, to be read aloud. The code is shown this once. */
export async function told(incoming: Incoming, ctx: Ctx, given: { at: AtDesk; call: Call; note: CallNote; begun: Begun }): Promise<Reply> {
  const { at, call, note, begun } = given;
  const { number, code } = begun;
  const { bar } = await livePartsOf({ incoming, ctx, at, call });
  const written = note.sms === true && note.party?.phone ? "编号会用短信发给来电人。" : "来电人没有同意短信，请念给来电人记下。";
  return show(incoming, ctx, {
    title: `${at.kind.name}已提出`,
    at: "/console/seat",
    rail: true,
    body: (
      <div class="seat" data-seat>
        {bar}
        <div class="seat-told">
          <dl>
            <dt>编号</dt>
            <dd class="number">{inGroups(number)}</dd>
            {code !== undefined && (
              <>
                <dt>查询码</dt>
                <dd class="number">{inGroups(code)}</dd>
              </>
            )}
          </dl>
          <Notice kind="waiting" title="请念给来电人">
            <p>
              {written}
              {code !== undefined && "凭编号和查询码，打电话、上网都能查办到哪一步。查询码只显示这一次。"}
            </p>
          </Notice>
          <ButtonRow>
            <ActButton
              token={incoming.formToken}
              action={`/console/seat/calls/${call.callId}/acts/finish`}
              keyed="6"
              word="这个来电办完了"
              icon="check"
              kind="primary"
            />
            <LinkButton kind="secondary" href={`/console/seat?call=${call.callId}&again=1`}>
              再记一件
            </LinkButton>
          </ButtonRow>
        </div>
      </div>
    ),
  });
}
