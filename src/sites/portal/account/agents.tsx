import { agencyHolds, getOrganisation, getPerson, grantAgency, listAgenciesOfOrganisation, maskedPerson, revokeAgency } from "#people/identity";
import { listItems } from "#content/catalogue";
import { parseAnswers, type FieldDefinition } from "#content/form";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { forbidden, notFound, Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { isId } from "#values/ids";
import { Button, CheckboxGroup, Confirm, DateField, ErrorSummary, Form, formatDate, IdNumberField, Section } from "#ui";
import { show } from "../show.ts";

const ALL = "*";
const FIELDS: FieldDefinition[] = [
  { name: "id_number", label: "经办人的身份证号", type: "id-number", format: "id-paper" },
  { name: "items", label: "可以代办的事项", type: "choices" },
  { name: "from_day", label: "从哪天起", type: "date" },
  { name: "until_day", label: "到哪天止", type: "date" },
];

type Given = Record<string, unknown>;

async function ownOrganisation(ctx: Ctx, organisationId: string): Promise<{ organisationId: string; name: string }> {
  if (!isId(organisationId)) throw notFound("单位账号");
  const organisation = await getOrganisation(ctx, organisationId);
  if (organisation.legalPersonId !== ctx.actor.id) throw forbidden("只有法定代表人可以授权或收回授权。");
  return organisation;
}

async function listOf(ctx: Ctx, organisationId: string): Promise<{ agencyId: string; name: string; idNumber: string; facts: string }[]> {
  const today = dayOf(ctx.now);
  const held = (await listAgenciesOfOrganisation(ctx, organisationId)).filter((agency) => !agency.legal && agencyHolds(agency, today));
  const names = new Map((await listItems(ctx)).map(({ itemId, name }) => [itemId, name]));
  return Promise.all(
    held.map(async ({ agencyId, personId, items, untilDay }) => {
      const person = await getPerson(ctx, personId);
      const what = items.includes(ALL) ? "全部事项" : items.map((item) => names.get(item) ?? item).join("、");
      return { agencyId, name: person.name, idNumber: maskedPerson(person).idNumber, facts: `${what}，到${formatDate(untilDay, { year: true })}` };
    }),
  );
}

async function agentsPage(incoming: Incoming, ctx: Ctx, given: Given = {}, errors: Record<string, string> = {}): Promise<Reply> {
  const organisation = await ownOrganisation(ctx, incoming.params["organisation"]!);
  const agents = await listOf(ctx, organisation.organisationId);
  const items = (await listItems(ctx)).filter((item) => !item.guideOnly && item.audience.includes("organisation"));
  const path = `/agency/${organisation.organisationId}`;
  const wrong = Object.keys(errors).length > 0;
  const error = (name: string): { error?: string } => (errors[name] ? { error: errors[name] } : {});
  return show(
    incoming,
    ctx,
    {
      title: `${organisation.name}的经办人`,
      wrong,
      back: { href: "/agency", label: "为谁办事" },
      body: (
        <>
          <ErrorSummary errors={errors} />
          <h1>{organisation.name}的经办人</h1>
          {agents.length === 0 ? (
            <p class="hint">还没有授权过别人。</p>
          ) : (
            <ul class="link-list ways">
              {agents.map(({ agencyId, name, idNumber, facts }) => (
                <li>
                  <div>
                    <p>
                      <strong>{name}</strong> <span class="hint number">{idNumber}</span>
                    </p>
                    <p class="hint small">{facts}</p>
                  </div>
                  <a class="button button-secondary" href={`${path}/revoke/${agencyId}`}>
                    收回<span class="hush">{name}的授权</span>
                  </a>
                </li>
              ))}
            </ul>
          )}
          <Section title="授权一位经办人">
            <Form action={path} token={incoming.formToken}>
              <IdNumberField
                name="id_number"
                label="经办人的身份证号"
                hint="他要先在这里登录过一次。"
                value={String(given["id_number"] ?? "")}
                {...error("id_number")}
              />
              <CheckboxGroup
                name="items"
                label="可以代办的事项"
                options={[{ value: ALL, label: "全部事项" }, ...items.map(({ itemId, name }) => ({ value: itemId, label: name }))]}
                values={(given["items"] as string[] | null) ?? []}
                {...error("items")}
              />
              <DateField name="from_day" label="从哪天起" value={String(given["from_day"] ?? dayOf(ctx.now))} {...error("from_day")} />
              <DateField name="until_day" label="到哪天止" hint="到期自动失效，最长三年。" value={String(given["until_day"] ?? "")} {...error("until_day")} />
              <div class="form-foot">
                <Button>授权</Button>
              </div>
            </Form>
          </Section>
        </>
      ),
    },
    wrong ? 422 : 200,
  );
}

/** The legal representative lets people act for the organisation and takes it back. */
export const agentRoutes: Route[] = [
  { method: "GET", path: "/agency/:organisation", who: "person", site: "portal", handle: (incoming, ctx) => agentsPage(incoming, ctx) },
  {
    method: "POST",
    path: "/agency/:organisation",
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const { organisationId } = await ownOrganisation(ctx, incoming.params["organisation"]!);
      const given = parseAnswers(FIELDS, incoming.body);
      try {
        await grantAgency(ctx, {
          organisationId,
          idNumber: String(given["id_number"] ?? ""),
          items: (given["items"] as string[] | null) ?? [],
          fromDay: String(given["from_day"] ?? ""),
          untilDay: String(given["until_day"] ?? ""),
        });
      } catch (error) {
        if (error instanceof Refusal && error.fields) return agentsPage(incoming, ctx, given, error.fields);
        throw error;
      }
      return redirect(`/agency/${organisationId}`);
    },
  },
  {
    method: "GET",
    path: "/agency/:organisation/revoke/:agency",
    who: "person",
    site: "portal",
    async handle(incoming, ctx) {
      const { organisationId } = await ownOrganisation(ctx, incoming.params["organisation"]!);
      const agent = (await listOf(ctx, organisationId)).find(({ agencyId }) => agencyId === incoming.params["agency"]);
      if (!agent) throw notFound("授权");
      const path = `/agency/${organisationId}`;
      return show(incoming, ctx, {
        title: "收回授权",
        body: (
          <Confirm
            title={`收回${agent.name}的授权吗？`}
            consequences={["马上生效，他不能再替单位办事。", "他以前办好的事不受影响。"]}
            action={`${path}/revoke/${agent.agencyId}`}
            token={incoming.formToken}
            confirm="收回授权"
            kind="seal"
            back={path}
          />
        ),
      });
    },
  },
  {
    method: "POST",
    path: "/agency/:organisation/revoke/:agency",
    who: "person",
    site: "portal",
    async handle({ params }, ctx) {
      const { organisationId } = await ownOrganisation(ctx, params["organisation"]!);
      if (!isId(params["agency"]!)) throw notFound("授权");
      await revokeAgency(ctx, organisationId, params["agency"]!);
      return redirect(`/agency/${organisationId}`);
    },
  },
];
