import { findItem, kindsNow } from "#content/catalogue";
import { readableAmong } from "#matter/lists";
import { getWatch, listRaised, listSwitchings, ruleOf, switchWatch, trialsLately, type Raised, type Rule, type StandingWatch, type Trial } from "#matter/watch";
import { organisationNow } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { notFound, type Refusal } from "#values/errors";
import { Button, DefinitionList, Disclosure, EmptyState, Form, formatCount, formatDay, History, Pager, Table, TextArea } from "#ui";
import { MatterStanding } from "../matter/matter-state.tsx";
import { MatterNumber } from "../matter-number.tsx";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { addressOf, pageOf, typed } from "../typed.ts";
import { RuleStanding, ruleWords } from "./rule-words.tsx";
import { GROUPS, TrialPart } from "./trial.tsx";
import { PATH } from "./watches.tsx";

/** A rule of the address, tried. */
async function tried(ctx: Ctx, id: string): Promise<{ standing: StandingWatch; rule: Rule; trial: Trial }> {
  const standing = await getWatch(ctx, id);
  const rule = await ruleOf(ctx, standing.watch);
  if (!rule) throw notFound("件类");
  return { standing, rule, trial: (await trialsLately(ctx, [rule], [standing.hash])).get(id)! };
}

function SwitchForm({ incoming, standing, refusal }: { incoming: Incoming; standing: StandingWatch; refusal: Refusal | undefined }) {
  const { running, hash, watch } = standing;
  const error = refusal?.fields?.["reason"];
  return (
    <Form action={`${PATH}/${watch.id}`} token={incoming.formToken}>
      <input type="hidden" name="on" value={running ? "no" : "yes"} />
      <input type="hidden" name="hash" value={hash} />
      <TextArea
        name="reason"
        label={running ? "为什么停用" : "为什么启用"}
        hint="和现在的试算结果一起留在记录里，不能删除。"
        rows={3}
        value={typed(incoming.body, "reason")}
        {...(error && { error })}
      />
      <div class="form-foot">
        <Button wide>{running ? "停用这条规则" : "启用这条规则"}</Button>
      </div>
    </Form>
  );
}

async function RaisedPart({ ctx, rows, more, page, href }: { ctx: Ctx; rows: readonly Raised[]; more: boolean; page: number; href(page: number): string }) {
  const kinds = await kindsNow(ctx);
  return (
    <section class="sheet" aria-labelledby="has-begun">
      <h2 id="has-begun">提出过的件</h2>
      <Table
        caption="提出过的件"
        captionHidden
        stack
        rows={rows}
        empty={
          <EmptyState title="还没有提出过" icon="files">
            <p>启用以后够数的，会在这里，也在主动治理人员的待办里。</p>
          </EmptyState>
        }
        columns={[
          { title: "事", cell: ({ matterId, title }) => <a href={`/console/matters/${matterId}`}>{title}</a>, names: true },
          { title: "状态", cell: ({ kind, state }) => <MatterStanding kind={kinds.get(kind)?.kind} state={state} />, tight: true },
          { title: "背后", cell: ({ behind }) => `${formatCount(behind)} 件`, align: "end", tight: true },
          { title: "提出", cell: ({ at }) => formatDay(at), tight: true },
          { title: "编号", cell: ({ number }) => <MatterNumber number={number} />, tight: true },
        ]}
      />
      {(more || page > 1) && <Pager page={page} pages={more ? page + 1 : page} href={href} />}
    </section>
  );
}

async function page(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const { params, query } = incoming;
  const id = params["watch"]!;
  const { standing, rule, trial } = await tried(ctx, id);
  const { watch } = standing;
  const at = pageOf(query);
  const begun = pageOf({ page: query["begun"] ?? "" });
  const shown = trial.would.slice((at - 1) * GROUPS, at * GROUPS);
  const [organisation, switchings, raised, begins, readable] = await Promise.all([
    organisationNow(ctx),
    listSwitchings(ctx, id),
    listRaised(ctx, id, { page: begun }),
    findItem(ctx, watch.begins),
    readableAmong(
      ctx,
      shown.flatMap(({ members }) => members.map((one) => one.id)),
    ),
  ]);
  const to = (set: Record<string, number | undefined>): string => addressOf(`${PATH}/${id}`, { page: at, begun: begun === 1 ? undefined : begun, ...set });
  return show(
    incoming,
    ctx,
    {
      title: watch.name,
      crumbs: [{ href: PATH, label: "未诉先办" }],
      wrong: refusal !== undefined,
      facts: <RuleStanding watch={standing} />,
      body: (
        <>
          <Refused refusal={refusal} errors={refusal?.fields ?? {}} />
          <div class="split">
            <div>
              <section class="sheet" aria-labelledby="rule">
                <h2 id="rule">这条规则</h2>
                <DefinitionList
                  items={[
                    { term: "看什么", detail: ruleWords(rule) },
                    { term: "够数以后", detail: `提出一件“${begins?.name ?? watch.begins}”，背后的件都连在上面；反映的人仍由各自的承办单位答复` },
                    { term: "依据", detail: watch.basis },
                  ]}
                />
                <Disclosure summary="这条规则怎么写的">
                  <DefinitionList
                    items={[
                      ...(watch.when === undefined ? [] : [{ term: "条件", detail: <code>{watch.when}</code> }]),
                      { term: "写在", detail: `业务包 ${standing.pack} 的 watches.yaml（${watch.id}）` },
                    ]}
                  />
                </Disclosure>
              </section>
              <TrialPart rule={rule} trial={trial} page={at} readable={readable} organisation={organisation} href={(page) => to({ page })} />
              {await RaisedPart({ ctx, ...raised, page: begun, href: (page) => to({ begun: page }) })}
              <section class="sheet" aria-labelledby="switchings">
                <h2 id="switchings">启用和停用的记录</h2>
                {switchings.length === 0 ? (
                  <p class="hint">还没有启用过。</p>
                ) : (
                  <History
                    rows={switchings.map(({ running, reason, byName, at: when, tried: { begun: would, behind } }) => ({
                      at: when,
                      who: byName,
                      what: running ? "启用" : "停用",
                      note: `${reason}（当时试算会提出 ${would} 件，背后 ${behind} 件）`,
                    }))}
                  />
                )}
              </section>
            </div>
            <aside>
              <section class="act-panel">
                <h2>{standing.running ? "停用" : "启用"}</h2>
                {standing.changed && <p class="hint">业务包改过这条规则，已经自动停下。看过新的试算，可以重新启用。</p>}
                <SwitchForm incoming={incoming} standing={standing} refusal={refusal} />
              </section>
            </aside>
          </div>
        </>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** One rule: what it says, what it would have begun in the last twelve months, what it has begun; and the switch. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return page(incoming, ctx);
}

/** Switches it on or off, with what the trial says now. */
export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  const id = params["watch"]!;
  return attempt(
    async () => {
      const { trial } = await tried(ctx, id);
      const on = typed(body, "on") === "yes";
      const now = { begun: trial.would.length, behind: trial.behind };
      await switchWatch(ctx, id, { on, reason: typed(body, "reason"), hash: typed(body, "hash"), tried: now });
      return redirect(`${PATH}/${id}?done=${on ? "watch-on" : "watch-off"}`);
    },
    (refusal) => page(incoming, ctx, refusal),
  );
}
