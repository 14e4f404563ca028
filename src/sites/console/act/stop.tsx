import { FieldOnPage, parseAnswers, type FieldDefinition } from "#content/form";
import type { Kind } from "#content/kind";
import { endStop, startStop, stopForm, stoppedByWorks, stopsOfWorks } from "#matter/timing";
import { viewAsStaff } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Confirm, formatDate, Select, TextArea } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { fieldsOf, typed } from "../typed.ts";

/** What the stops ask for that whoever works on the matter may begin, each field once. */
function askedBy(kind: Kind): FieldDefinition[] {
  const fields = stopsOfWorks(kind).flatMap(({ id }) => [...stopForm(kind.stops[id]!).fields.values()]);
  return [...new Map(fields.map((field) => [field.name, field])).values()];
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { matter, blueprint } = await viewAsStaff(ctx, incoming.params["matter"]!);
  const running = stoppedByWorks(blueprint.kind, matter);
  const at = `/console/matters/${matter.matterId}`;
  const errors = refusal?.fields ?? {};
  const answers = parseAnswers(askedBy(blueprint.kind), incoming.body);
  const field = fieldsOf(incoming.body, errors);
  const frame = { action: `${at}/stops`, token: incoming.formToken, back: at };
  const stops = stopsOfWorks(blueprint.kind);
  const papers = [...new Set(stops.flatMap(({ paper }) => blueprint.papers.find(({ id }) => id === paper)?.name ?? []))];
  const bases = [...new Set(stops.flatMap(({ basis }) => basis ?? []))];
  const told = papers.length > 0 ? [`会出具《${papers.join("》《")}》，写明理由和预计时间${bases.length > 0 ? `（${bases.join("、")}）` : ""}。`] : [];
  return show(
    incoming,
    ctx,
    {
      title: running ? `结束${running.declared.word}` : "暂停计时",
      heading: false,
      crumbs: [{ href: at, label: matter.title }],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          {running ? (
            <Confirm
              {...frame}
              title={`结束${running.declared.word}`}
              consequences={[`从${formatDate(running.stop.startedAt)}起暂停的时间不计入办理期限，结束后接着计时。`, "当事人会收到通知。"]}
              confirm="结束，恢复计时"
            >
              <input type="hidden" name="_end" value="1" />
              <TextArea {...field("result")} label={`${running.declared.word}的结果`} rows={3} />
            </Confirm>
          ) : (
            <Confirm
              {...frame}
              title="暂停计时"
              consequences={[`因为${stops.map(({ word }) => word).join("、")}暂停的，时间不计入办理期限，到结束为止。`, ...told]}
              confirm="开始，暂停计时"
            >
              <Select {...field("stop")} label="因为什么" options={stops.map(({ id, word }) => ({ value: id, label: word }))} />
              {askedBy(blueprint.kind).map((each) => (
                <FieldOnPage field={each} value={answers[each.name] ?? null} around={{}} {...(errors[each.name] && { error: errors[each.name]! })} />
              ))}
            </Confirm>
          )}
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Starting one of the stops that whoever works on the matter may start, or ending the one that runs. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  const matterId = params["matter"]!;
  const ending = typed(body, "_end") === "1";
  return attempt(
    async () => {
      if (ending) await endStop(ctx, matterId, typed(body, "result"));
      else {
        const { blueprint } = await viewAsStaff(ctx, matterId);
        await startStop(ctx, matterId, { ...parseAnswers(askedBy(blueprint.kind), body), stop: typed(body, "stop") });
      }
      return redirect(`/console/matters/${matterId}?done=${ending ? "resumed" : "paused"}`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
