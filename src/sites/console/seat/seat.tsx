import { aroundMatter } from "#matter/around";
import { callInHand, countMatters, halfWritten, noteOf, SIMULATION, UNSEEN, type Call } from "#matter/call";
import { earlierFrom, suggestionsFor } from "#matter/desk";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import type { Refusal } from "#values/errors";
import { Button, EmptyState, Form, Notice } from "#ui";
import { show } from "../show.tsx";
import { deskOf, type AtDesk } from "./at-desk.ts";
import { ActButton } from "./call-bar.tsx";
import { EarlierList } from "./caller-pane.tsx";
import { callOf, livePartsOf } from "./live.tsx";
import { OrderForm } from "./order-form.tsx";
import { writingOf, type Writing } from "./written.ts";

/** What a page comes back with: what was typed, and why it was refused. */
export interface Returned {
  call?: Call;
  writing?: Writing;
  refusal?: Refusal;
}

function Dropped({ call, written, token, half }: { call: Call; written: boolean; token: string; half: string | undefined }) {
  const at = `/console/seat/calls/${call.callId}/acts`;
  const cause = call.cause === UNSEEN ? "和电话系统断开的时候，这个来电结束了。" : call.state === "handed" ? `已经转到 ${call.handedTo}。` : "电话断了。";
  return (
    <>
      {(call.state === "ended" || call.state === "handed") && written && (
        <Notice kind="waiting" title={`${cause}写了的都在。`}>
          <p>可以再打过去接着问，也可以就这样提出；来电人不要办了的，点“不记了”。</p>
        </Notice>
      )}
      {half !== undefined && !written && (
        <Notice kind="info" title="这个号码上一个来电的单子没写完">
          <ActButton token={token} action={`${at}/take-up`} word="接着写" icon="pencil" />
        </Notice>
      )}
    </>
  );
}

/** Of a demo city: somebody telephones, or the line drops. */
function Simulated({ token }: { token: string }) {
  return (
    <Form action="/console/seat/simulation" token={token}>
      <Button kind="quiet" small name="_do" value="ring">
        演示：来一个电话
      </Button>
      <Button kind="quiet" small name="_do" value="drop">
        演示：断线
      </Button>
    </Form>
  );
}

async function order(incoming: Incoming, ctx: Ctx, at: AtDesk, call: Call, { writing: returned, refusal }: Returned) {
  const kept = await noteOf(ctx, call.callId);
  const writing = returned ?? (await writingOf(ctx, at, call, kept));
  const { blueprint, note } = writing;
  const [around, suggestions, half] = await Promise.all([
    aroundMatter(ctx, undefined, blueprint, note.answers),
    suggestionsFor(ctx, blueprint, note.item, note.answers),
    halfWritten(ctx, call),
  ]);
  const token = incoming.formToken;
  return (
    <>
      <Dropped call={call} written={kept !== undefined} token={token} half={half} />
      <OrderForm ctx={ctx} callId={call.callId} token={token} at={at} writing={writing} around={around} suggestions={suggestions} refusal={refusal} />
    </>
  );
}

/** Whether an order is written in a call: not before it is answered, and not again once one was handed in, unless one wants to. */
async function writes(ctx: Ctx, call: Call, again: boolean): Promise<boolean> {
  if (call.answeredAt === null && !call.outward) return false;
  return again || (await countMatters(ctx, call.callId)) === 0;
}

/** The seat: the telephone, who calls, the order, what is suggested. */
export async function seatPage(incoming: Incoming, ctx: Ctx, returned: Returned = {}): Promise<Reply> {
  const at = await deskOf(ctx);
  const call = returned.call ?? (await callOf(incoming, ctx, await callInHand(ctx)));
  const { bar, lines } = await livePartsOf({ incoming, ctx, at, call });
  const written = call !== undefined && (await writes(ctx, call, incoming.query["again"] === "1" || returned.writing !== undefined));
  const simulation = ctx.ports.find(SIMULATION);
  return show(
    incoming,
    ctx,
    {
      title: "话务席位",
      at: "/console/seat",
      rail: true,
      wrong: returned.refusal !== undefined,
      heading: false,
      body: (
        <div class="seat" data-seat>
          <h1 class="hush">话务席位</h1>
          {bar}
          {returned.refusal && !returned.writing && <Notice kind="wrong" title={returned.refusal.message} live />}
          <div class="seat-panes">
            <div class="seat-caller">
              {call && <EarlierList call={call} earlier={await earlierFrom(ctx, call.numberIndex)} />}
              {lines}
              <div class="seat-links">
                <a href="/console/seat">看有没有新来电</a>
                <a href="/console/seat/figures">今天的话务</a>
                {simulation && <Simulated token={incoming.formToken} />}
              </div>
            </div>
            <div class="seat-main">
              {call && written && (await order(incoming, ctx, at, call, returned))}
              {call && !written && call.answeredAt !== null && (
                <EmptyState title="这个来电的单子已经提出">
                  <p>
                    <a href={`/console/seat?call=${call.callId}&again=1`}>再记一件</a>，或者点上面的“这个来电办完了”。
                  </p>
                </EmptyState>
              )}
              {call && call.answeredAt === null && !call.outward && <EmptyState title="接起来以后在这里写">来电人是谁、以前反映过什么，先看旁边。</EmptyState>}
              {!call && <EmptyState title="等下一个电话">接起来以后，单子写在这里；电话断了也不会丢。</EmptyState>}
            </div>
          </div>
        </div>
      ),
    },
    returned.refusal?.status ?? 200,
  );
}

/** The page. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return seatPage(incoming, ctx);
}
