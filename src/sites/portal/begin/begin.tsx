import { randomUUID } from "node:crypto";
import { asksForFiles, checkForm, FieldOnPage, liveAnswers, pagesFor, parseAnswers, type Answers, type Around } from "#content/form";
import { aroundMatter, withPressed } from "#matter/around";
import { begin, factsBefore, type Begun } from "#matter/begin";
import type { Ctx } from "#kernel/ctx";
import { once } from "#kernel/idempotency";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { Refusal } from "#values/errors";
import { Button, ErrorSummary, Form, LinkButton, Notice } from "#ui";
import { followsAs } from "#matter/party";
import { followCookie, followingBy } from "../follow/cookie.ts";
import { takenIn } from "../my/tasks.tsx";
import { show, textOf } from "../show.ts";
import { beginnerOf, type Beginner, type Obstacle } from "./beginning.ts";
import { WhoFields, whoOf } from "./who.tsx";

/** How often somebody may begin something from one address. */
const SENT = { name: "begin", atOnce: 20, perMinute: 10 };

interface Given {
  answers?: Answers;
  errors?: Record<string, string>;
  message?: string;
  status?: number;
  around?: Around;
  /** More is asked, by what was answered. */
  more?: boolean;
}

function obstaclePage(incoming: Incoming, ctx: Ctx, obstacle: Obstacle): Reply {
  if (obstacle === "sign-in") return redirect(`/sign-in?back=${encodeURIComponent(incoming.url)}`);
  const firm = obstacle === "as-firm";
  return show(incoming, ctx, {
    title: "换一个身份办事",
    back: { href: "/items", label: "全部事项" },
    body: (
      <Notice kind="waiting" title={firm ? "这件事要以单位的名义提出" : "这件事只能由个人提出"}>
        <p>{firm ? "请先切换到您的单位。" : "您现在以单位的名义办事，请先换回本人。"}</p>
        <p>
          <LinkButton href={`/agency?back=${encodeURIComponent(incoming.url)}`}>{firm ? "去切换单位" : "换回本人"}</LinkButton>
        </p>
      </Notice>
    ),
  });
}

async function beginPage(incoming: Incoming, ctx: Ctx, beginner: Beginner, given: Given = {}): Promise<Reply> {
  const { answers = {}, errors = {}, message, more } = given;
  const { blueprint } = beginner;
  const { item } = blueprint.version.definition;
  const around = given.around ?? (await aroundMatter(ctx, undefined, blueprint, answers));
  const pages = pagesFor(blueprint.form, answers, factsBefore(ctx, beginner.blueprint, beginner.channel));
  const fields = pages.flatMap((page) => page.fields);
  const wrong = Object.keys(errors).length > 0 || message !== undefined;
  return show(
    incoming,
    ctx,
    {
      title: item.name,
      wrong,
      back: { href: `/items/${encodeURIComponent(item.id)}`, label: item.name },
      body: (
        <>
          <ErrorSummary errors={errors} {...(message !== undefined && { message })} />
          <h1>{item.name}</h1>
          {more && (
            <Notice>
              <p>按您的回答，下面还要再填几项，还没有提交。</p>
            </Notice>
          )}
          <Form action={`/items/${encodeURIComponent(item.id)}/begin`} token={incoming.formToken} files={fields.some(asksForFiles)}>
            <input type="hidden" name="_once" value={randomUUID()} />
            <input type="hidden" name="_asked" value={fields.map(({ name }) => name).join(" ")} />
            {pages.map((page) => (
              <>
                <h2>{page.title}</h2>
                {page.why && <p class="hint">{page.why}</p>}
                {page.fields.map((field) => (
                  <FieldOnPage
                    field={field}
                    value={asksForFiles(field) ? undefined : answers[field.name]}
                    around={around}
                    {...(errors[field.name] && { error: errors[field.name]! })}
                  />
                ))}
              </>
            ))}
            <WhoFields beginner={beginner} actor={ctx.actor} body={incoming.body} errors={errors} />
            {wrong && fields.some(asksForFiles) && <p class="hint">选过的文件没有留下，请再选一次。</p>}
            <div class="form-foot">
              <Button>提交</Button>
            </div>
          </Form>
        </>
      ),
    },
    given.status ?? (wrong ? 422 : 200),
  );
}

/** What was typed for the form, without what belongs to the page. */
function typedIn({ body }: Incoming, { blueprint: { form } }: Beginner, around: Around): Answers {
  const fields = [...form.fields.values()].filter((field) => !asksForFiles(field));
  const files = new Set([...form.fields.values()].filter(asksForFiles).map(({ name }) => name));
  return parseAnswers(fields, Object.fromEntries(Object.entries(body).filter(([name]) => !files.has(name))), around);
}

/** What is wrong with the form, all of it at once; of files only whether they came. */
async function wrongIn(ctx: Ctx, { brought }: Incoming, beginner: Beginner, typed: Answers): Promise<Record<string, string>> {
  const { blueprint } = beginner;
  const facts = factsBefore(ctx, beginner.blueprint, beginner.channel);
  const came = [...blueprint.form.fields.values()]
    .filter(asksForFiles)
    .map(({ name }) => [name, brought.flatMap(({ field }, at) => (field === name ? [String(at)] : []))]);
  const answers = liveAnswers(blueprint.form, { ...typed, ...Object.fromEntries(came) }, facts);
  return checkForm(blueprint.form, answers, facts, undefined, await aroundMatter(ctx, undefined, blueprint, typed));
}

/** The same form sent twice is one matter. */
function beginOnce(ctx: Ctx, incoming: Incoming, work: (inner: Ctx) => Promise<Begun>): Promise<Begun> {
  const { _once: key, ...sent } = incoming.body;
  const known = typeof key === "string" && /^[0-9a-f-]{36}$/.test(key) ? `begin-${key}` : undefined;
  return once(ctx, known, ["begin", incoming.params, sent, incoming.brought.map(({ field, received }) => [field, received?.fileId])], work);
}

/** Where whoever began a matter reads its number: with its code, under their account, or, where they have no part in it, here. */
async function receiptOf(incoming: Incoming, ctx: Ctx, { matterId, number, code }: Begun): Promise<Reply> {
  if (code !== undefined && (await followingBy(ctx, { number, code })))
    return redirect("/follow/matter/begun", [followCookie(ctx, { number, code, fresh: true })]);
  if (await followsAs(ctx, matterId)) return redirect(`/my/matters/${matterId}/receipt`);
  return show(incoming, ctx, {
    title: "已经收到",
    body: (
      <>
        <h1>已经收到</h1>
        <p>
          编号 <strong class="long-code">{number}</strong>
        </p>
        <p>要问办到哪了，请打 12345，说这个编号。</p>
      </>
    ),
  });
}

async function send(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const beginner = await beginnerOf(ctx, incoming.params["item"]!);
  if (typeof beginner === "string") return obstaclePage(incoming, ctx, beginner);
  const { blueprint, channel } = beginner;
  const { form } = blueprint;
  const around = await aroundMatter(ctx, undefined, blueprint, {});
  const typed = typedIn(incoming, beginner, around);
  const again = (more: Given): Promise<Reply> => beginPage(incoming, ctx, beginner, { answers: typed, ...more });
  const rows = await withPressed(ctx, [...form.fields.values()], typed, incoming.body);
  if (rows) return beginPage(incoming, ctx, beginner, { answers: rows });
  const facts = factsBefore(ctx, beginner.blueprint, beginner.channel);
  const asked = new Set(textOf(incoming.body, "_asked").split(" "));
  if (pagesFor(form, typed, facts).some((page) => page.fields.some(({ name }) => !asked.has(name)))) return again({ more: true });
  const { party, errors: unnamed } = whoOf(beginner, ctx.actor, incoming.body);
  const errors = { ...(await wrongIn(ctx, incoming, beginner, typed)), ...unnamed };
  try {
    const files = takenIn(incoming);
    if (Object.keys(errors).length > 0) throw new Refusal(422, "INCOMPLETE", "还有内容没有填好，请补齐后再提交。", errors);
    const answers = Object.fromEntries(Object.entries(liveAnswers(form, typed, facts)).filter(([, value]) => value !== null));
    const begun = await beginOnce(ctx, incoming, (inner) =>
      begin(inner, { item: blueprint.version.itemId, channel, form: answers, files, ...(party && { party }) }),
    );
    return await receiptOf(incoming, ctx, begun);
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || ![409, 413, 422].includes(refusal.status)) throw refusal;
    if (refusal.code === "IDEMPOTENCY_KEY") return again({ message: "这件事刚才已经提交过一次。要另外再提一件的，请再点一次“提交”。", status: 409 });
    return again({ errors: { ...errors, ...refusal.fields }, message: refusal.message, status: refusal.status });
  }
}

/** Beginning a matter of a kind without a guide: its form on one page, by whoever may, signed in or not. */
export const beginRoutes: Route[] = [
  {
    method: "GET",
    path: "/items/:item/begin",
    who: "anyone",
    site: "portal",
    async handle(incoming, ctx) {
      const beginner = await beginnerOf(ctx, incoming.params["item"]!);
      return typeof beginner === "string" ? obstaclePage(incoming, ctx, beginner) : beginPage(incoming, ctx, beginner);
    },
  },
  {
    method: "POST",
    path: "/items/:item/begin",
    who: "anyone",
    site: "portal",
    limit: SENT,
    async admit({ params }, ctx) {
      if (typeof (await beginnerOf(ctx, params["item"]!)) === "string") throw new Refusal(403, "FORBIDDEN", "请先登录，或者换一个身份，再提交这件事。");
    },
    handle: send,
  },
];
