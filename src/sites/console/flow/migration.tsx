import { getItem } from "#content/catalogue";
import { getDraft } from "#content/draft";
import { listMigrations, migrateMatters, planMigration, undoMigration, type MigrationLine } from "#matter/move";
import type { Ctx } from "#kernel/ctx";
import { badInput, type Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Button, EmptyState, Form, formatCount, Section, Select, State, Table, TextArea } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";
import { addressOfPart, CRUMBS, FlowTabs } from "./flow-tabs.tsx";
import { MAPPED, migrationForm, nameOf, type MigrationForm } from "./migration-form.ts";
import { Migrations } from "./migrations.tsx";

function Plan({ form: { itemId, versions, plan, lacking, choices }, fields }: { form: MigrationForm; fields: Record<string, unknown> }) {
  const options = versions.map(({ version, running }) => ({ value: String(version), label: `第 ${version} 版，正在办理 ${formatCount(running)} 件` }));
  const chosen = (name: string) => (typeof fields[name] === "string" ? { value: fields[name] } : {});
  return (
    <form class="sheet" method="get" action={addressOfPart(itemId, "migration")}>
      <h2>把哪一版的件迁到哪一版</h2>
      <Select name="from" label="从" options={options} {...chosen("from")} />
      <Select name="to" label="到" options={options} {...chosen("to")} />
      {lacking.length > 0 && (
        <>
          <p class="hint">新版本里没有这些环节。正等在这里的件，到新版本里等在哪里？</p>
          {lacking.map((node) => (
            <Select name={MAPPED + node.key} label={nameOf(node)} empty="不对应（件留在原版本）" options={choices} {...chosen(MAPPED + node.key)} />
          ))}
        </>
      )}
      <div class="form-foot">
        <Button kind={plan ? "secondary" : "primary"}>先试一遍，不会改动</Button>
      </div>
    </form>
  );
}

function Trial({ lines }: { lines: readonly MigrationLine[] }) {
  const fits = lines.filter(({ obstacle }) => !obstacle).length;
  return (
    <Table
      caption={`试的结果：${formatCount(fits)} 件可以迁，${formatCount(lines.length - fits)} 件要留下`}
      stack
      rows={lines}
      empty={
        <EmptyState title="没有要迁的件" icon="inbox">
          <p>这一版没有正在办理的件。</p>
        </EmptyState>
      }
      columns={[
        { title: "编号", cell: ({ matterId, number }) => <a href={`/console/matters/${matterId}`}>{number}</a>, names: true },
        { title: "现在的环节", cell: ({ step }) => step },
        { title: "结果", cell: ({ obstacle }) => (obstacle ? <State tone="bad">留下</State> : <State tone="good">可以迁</State>), tight: true },
        { title: "为什么", cell: ({ obstacle }) => obstacle ?? "" },
      ]}
    />
  );
}

async function page(incoming: Incoming, ctx: Ctx, fields: Record<string, unknown>, refusal?: Refusal): Promise<Reply> {
  const itemId = incoming.params["item"]!;
  await getDraft(ctx, itemId);
  const [{ definition }, form, migrations] = await Promise.all([getItem(ctx, itemId), migrationForm(ctx, itemId, fields), listMigrations(ctx, itemId)]);
  const lines = form.plan ? await planMigration(ctx, form.plan) : undefined;
  const error = refusal?.fields?.["reason"];
  const [from, to] = [form.plan?.from, form.plan?.to];
  return show(
    incoming,
    ctx,
    {
      title: definition.item.name,
      crumbs: CRUMBS,
      wrong: refusal !== undefined,
      body: (
        <>
          <FlowTabs itemId={itemId} current="migration" rules={definition.rules !== undefined} />
          <div class="split">
            <div class="stack">
              <Refused refusal={refusal} />
              {lines && <Trial lines={lines} />}
              <Migrations itemId={itemId} migrations={migrations} token={incoming.formToken} />
            </div>
            <aside class="stack">
              <Plan form={form} fields={fields} />
              {form.plan && lines?.some(({ obstacle }) => !obstacle) && (
                <Form action={addressOfPart(itemId, "migration")} token={incoming.formToken} class="sheet">
                  <Section title="迁过去">
                    <p>
                      可以迁的件改按第 {to} 版办理，每一件都记入办理记录；之后没有人办理过的，还可以退回第 {from} 版。
                    </p>
                  </Section>
                  <input type="hidden" name="from" value={String(from)} />
                  <input type="hidden" name="to" value={String(to)} />
                  {Object.entries(form.plan.mapping).map(([key, value]) => (
                    <input type="hidden" name={MAPPED + key} value={String(value)} />
                  ))}
                  <TextArea name="reason" label="为什么要迁" rows={3} value={typed(incoming.body, "reason")} {...(error && { error })} />
                  <div class="form-foot">
                    <Button>迁到第 {to} 版</Button>
                  </div>
                </Form>
              )}
            </aside>
          </div>
        </>
      ),
    },
    refusal?.status ?? 200,
  );
}

export const get = (incoming: Incoming, ctx: Ctx): Promise<Reply> => page(incoming, ctx, incoming.query);

/** Carrying over, after the dry run was looked at. */
export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body } = incoming;
  const itemId = params["item"]!;
  return attempt(
    async () => {
      await getDraft(ctx, itemId);
      const { plan } = await migrationForm(ctx, itemId, body);
      if (!plan) throw badInput("NO_PLAN", "请选择两个不同的版本，先试一遍。", { from: "请选择从哪一版迁。", to: "请选择迁到哪一版。" });
      await migrateMatters(ctx, plan, typed(body, "reason"));
      return redirect(`${addressOfPart(itemId, "migration")}?done=migrated`);
    },
    (refusal) => page(incoming, ctx, body, refusal),
  );
}

/** Putting a migration back as far as nothing has happened since; the page says what stayed, and why. */
export const undo = {
  post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
    const itemId = incoming.params["item"]!;
    return attempt(
      async () => {
        await getDraft(ctx, itemId);
        const lines = await undoMigration(ctx, typed(incoming.body, "migration"));
        const stayed = lines.filter(({ obstacle }) => obstacle).length;
        return redirect(`${addressOfPart(itemId, "migration")}?done=${stayed > 0 ? "partly-undone" : "undone"}`);
      },
      (refusal) => page(incoming, ctx, {}, refusal),
    );
  },
};
