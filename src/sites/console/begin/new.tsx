import { asksForFiles, FieldOnPage, pagesFor, parseAnswers, type Answers, type Around, type Field } from "#content/form";
import { channelWord, type Kind } from "#content/kind";
import { begin, beginningOf, channelOf, channelsFor, factsBefore, type Begun } from "#matter/begin";
import { aroundMatter, withPressed } from "#matter/around";
import { getMatter, type Blueprint } from "#matter/matter";
import { mayRead, type PartyGiven } from "#matter/party";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { once } from "#kernel/idempotency";
import { badInput, forbidden, type Refusal } from "#values/errors";
import { newId } from "#values/ids";
import { Button, ButtonRow, ErrorSummary, Form, LinkButton, Notice, RadioGroup, Select } from "#ui";
import { kindAddress } from "../list/kind.tsx";
import { listedKind, type ListedKind } from "../list/reach.ts";
import { attempt } from "../page-routes.ts";
import { show } from "../show.tsx";
import { chosen, typed } from "../typed.ts";
import { partyField, partyIn, PartyQuestion } from "./party.tsx";

/** What is begun: an item of the kind, by a channel that is the actor's. */
interface Chosen {
  listed: ListedKind;
  item: string;
  channel: string;
  blueprint: Blueprint;
}

/** A form as it stands: what was answered, for whom, and what is wrong. */
interface Standing {
  answers: Answers;
  party?: PartyGiven | undefined;
  refusal?: Refusal | undefined;
}

const NOT_HERE = "这类件要由本人在网上或者窗口按办事指南办理，不能在这里新建。";

async function kindToBegin(ctx: Ctx, id: string): Promise<{ listed: ListedKind; channels: string[] }> {
  const listed = await listedKind(ctx, id);
  const channels = channelsFor(ctx.actor, listed.kind);
  // What has a guide is asked for by whom it is for: papers, promises, situations.
  if (listed.kind.guide) throw forbidden(NOT_HERE);
  if (channels.length === 0) throw forbidden(`您的职责里没有新建“${listed.kind.name}”。`);
  return { listed, channels };
}

async function chosenOf(ctx: Ctx, incoming: Incoming, given: Record<string, unknown>): Promise<Chosen | undefined> {
  const { listed, channels } = await kindToBegin(ctx, incoming.params["kind"]!);
  const { items, kind } = listed;
  const item = typed(given, "item") || (items.length === 1 ? items[0]!.itemId : "");
  const channel = typed(given, "channel") || (channels.length === 1 ? channels[0]! : "");
  if (item === "" || channel === "") return undefined;
  if (!items.some(({ itemId }) => itemId === item)) throw badInput("NOT_ONLINE", "没有这个事项，或者它暂时不能在这里办理。");
  channelOf(ctx, kind, channel);
  return { listed, item, channel, blueprint: (await beginningOf(ctx, item)).blueprint };
}

async function choice(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { listed, channels } = await kindToBegin(ctx, incoming.params["kind"]!);
  const { kind, items } = listed;
  const at = kindAddress(kind.id);
  return show(incoming, ctx, {
    title: `新建${kind.name}`,
    at,
    crumbs: [{ href: at, label: kind.name }],
    body: (
      <form class="narrow" method="get" action={`${at}/new`}>
        <Select
          name="item"
          label="是哪一种"
          options={items.map(({ itemId, name }) => ({ value: itemId, label: name }))}
          value={chosen(incoming.query, "item") ?? ""}
        />
        {channels.length > 1 && <Select name="channel" label="怎么来的" options={channels.map((value) => ({ value, label: channelWord(kind, value) }))} />}
        <div class="form-foot">
          <Button>下一步</Button>
        </div>
      </form>
    ),
  });
}

/** The fields that apply now, page by page; files are brought afterwards, to the matter. */
function asked(ctx: Ctx, { blueprint, channel }: Chosen, answers: Answers): { title: string; fields: Field[] }[] {
  return pagesFor(blueprint.form, answers, factsBefore(ctx, blueprint, channel))
    .map(({ title, fields }) => ({ title, fields: fields.filter((field) => !asksForFiles(field)) }))
    .filter(({ fields }) => fields.length > 0);
}

function Priorities({ kind, value, error }: { kind: Kind; value: string; error: string | undefined }) {
  if (kind.priorities.length < 2) return null;
  const options = kind.priorities.map((label, at) => ({ value: String(at), label }));
  return <RadioGroup name="_priority" label="紧急程度" options={options} value={value} inline {...(error && { error })} />;
}

async function form(incoming: Incoming, ctx: Ctx, now: Chosen, { answers, party, refusal }: Standing): Promise<Reply> {
  const { listed, item, channel, blueprint } = now;
  const { kind } = listed;
  const at = kindAddress(kind.id);
  const around: Around = await aroundMatter(ctx, undefined, blueprint, answers);
  const errors = refusal?.fields ?? {};
  const role = kind.channels[channel]?.for;
  const whose = partyField(kind, role);
  const { name } = listed.items.find(({ itemId }) => itemId === item)!;
  const files = [...blueprint.form.fields.values()].some((field) => asksForFiles(field));
  const told = Object.fromEntries(
    Object.entries(errors).map(([field, message]) => [field === "party" ? "_party-name" : field === "priority" ? "_priority" : field, message]),
  );
  return show(
    incoming,
    ctx,
    {
      title: `新建${kind.name}：${name}`,
      at,
      crumbs: [{ href: at, label: kind.name }],
      wrong: refusal !== undefined,
      facts: (
        <>
          <span>{channelWord(kind, channel)}</span>
          <a href={`${at}/new?${new URLSearchParams({ again: "1" }).toString()}`}>换一种</a>
        </>
      ),
      body: (
        <div class="narrow">
          {refusal && <ErrorSummary errors={told} message={refusal.message} />}
          <Form action={`${at}/new`} token={incoming.formToken} idempotencyKey={newId()}>
            <input type="hidden" name="_item" value={item} />
            <input type="hidden" name="_channel" value={channel} />
            {whose && <PartyQuestion field={whose} given={party} error={errors["party"]} />}
            {asked(ctx, now, answers).map(({ title, fields }) => (
              <section class="form-page" aria-label={title}>
                <h2>{title}</h2>
                {fields.map((field) => (
                  <FieldOnPage field={field} value={answers[field.name] ?? ""} around={around} {...(errors[field.name] && { error: errors[field.name]! })} />
                ))}
              </section>
            ))}
            <Priorities kind={kind} value={typed(incoming.body, "_priority") || "0"} error={errors["priority"]} />
            {files && <p class="hint">照片和文件在提出以后，到这件事的页面上加。</p>}
            <div class="form-foot">
              <Button>提出</Button>
            </div>
          </Form>
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Beginning a matter at the desk: first which item and how it came, then its form, page under page. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const now = incoming.query["again"] === "1" ? undefined : await chosenOf(ctx, incoming, incoming.query);
  return now ? form(incoming, ctx, now, { answers: {} }) : choice(incoming, ctx);
}

function answersIn({ blueprint }: Chosen, body: Record<string, unknown>, around: Around): Answers {
  const fields = [...blueprint.form.fields.values()].filter((field) => !asksForFiles(field));
  const own = Object.fromEntries(Object.entries(body).filter(([name]) => !name.startsWith("_")));
  return Object.fromEntries(Object.entries(parseAnswers(fields, own, around)).filter(([, value]) => value !== null));
}

/** What is told once: the number, and to whoever gave no name the code by which they follow it. */
async function told(incoming: Incoming, ctx: Ctx, kind: Kind, { matterId, number, code }: Begun): Promise<Reply> {
  const at = kindAddress(kind.id);
  const { matter } = await getMatter(ctx, matterId);
  const reads = await mayRead(ctx, matter, []);
  if (reads && code === undefined) return redirect(`/console/matters/${matterId}?done=begun`);
  return show(incoming, ctx, {
    title: `${kind.name}已提出`,
    at,
    crumbs: [{ href: at, label: kind.name }],
    body: (
      <div class="narrow prose">
        <p>
          编号 <strong class="number">{number}</strong>
        </p>
        {code !== undefined && (
          <Notice kind="waiting" title={`查询码 ${code}`}>
            <p>请现在告诉对方：凭编号和查询码可以看办到哪一步。查询码只显示这一次。</p>
          </Notice>
        )}
        <ButtonRow>
          {reads && <LinkButton href={`/console/matters/${matterId}`}>打开这件事</LinkButton>}
          <LinkButton kind="secondary" href={`${at}/new`}>
            再记一件
          </LinkButton>
        </ButtonRow>
      </div>
    ),
  });
}

export async function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { body } = incoming;
  const now = await chosenOf(ctx, incoming, { item: typed(body, "_item"), channel: typed(body, "_channel") });
  if (!now) return redirect(`${kindAddress(incoming.params["kind"]!)}/new`);
  const { listed, item, channel, blueprint } = now;
  const { kind } = listed;
  const answers = answersIn(now, body, await aroundMatter(ctx, undefined, blueprint, {}));
  const whose = partyField(kind, kind.channels[channel]?.for);
  const party = whose ? partyIn(whose, body) : undefined;
  const fields = [...blueprint.form.fields.values()];
  const rows = await withPressed(ctx, fields, answers, body);
  if (rows) return form(incoming, ctx, now, { answers: rows, party: party?.given });
  const priority = Number(typed(body, "_priority") || "0");
  return attempt(
    async () => {
      if (party?.error) throw badInput("PARTY", "还有内容没有填好，请检查。", { party: party.error });
      const begun = await once(ctx, typed(body, "_key") || undefined, ["begin", item, channel, answers, party?.given ?? null, priority], (inner) =>
        begin(inner, { item, channel, form: answers, priority, ...(party?.given && { party: party.given }) }),
      );
      return told(incoming, ctx, kind, begun);
    },
    (refusal) => form(incoming, ctx, now, { answers, party: party?.given, refusal }),
  );
}
