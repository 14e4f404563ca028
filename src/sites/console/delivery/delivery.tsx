import { asksForFiles, FieldOnPage, parseAnswers } from "#content/form";
import type { Way } from "#content/kind";
import { deliver, deliveriesOf, formOf, onlyDelivering, waysNow, type DeliveryStanding } from "#matter/delivery";
import { viewAsStaff } from "#matter/view";
import type { Ctx } from "#kernel/ctx";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { notFound, Refusal } from "#values/errors";
import { EmptyState, LinkButton, LinkList, Button, ButtonRow, Form } from "#ui";
import { attempt } from "../page-routes.ts";
import { Refused } from "../refused.tsx";
import { show } from "../show.tsx";
import { typed } from "../typed.ts";

interface Asked {
  title: string;
  at: string;
  document: DeliveryStanding["document"];
  to: DeliveryStanding["to"][number];
}

function partyOf({ body, query }: Incoming): number {
  const text = typed(body, "_party") || (query["party"] ?? "");
  return /^\d{1,4}$/.test(text) ? Number(text) : -1;
}

/** The paper that is delivered, and to whom; NotFound for one whose delivery is not proved. */
async function askedOf(incoming: Incoming, ctx: Ctx): Promise<Asked> {
  const view = await viewAsStaff(ctx, incoming.params["matter"]!);
  const party = partyOf(incoming);
  const standing = (await deliveriesOf(ctx, view)).find(({ document }) => document.documentId === incoming.params["document"]);
  const to = standing?.to.find(({ partyNo }) => partyNo === party) ?? (party < 0 ? standing?.to[0] : undefined);
  if (!standing || !to) throw notFound("要送达的文书");
  return { title: view.matter.title, at: `/console/matters/${view.matter.matterId}`, document: standing.document, to };
}

/** The ways, each with its ground and whether it can be taken. */
function Ways({ ways, own, asked: { to } }: { ways: readonly Way[]; own: string; asked: Asked }) {
  if (ways.length === 0) {
    return (
      <EmptyState title="还没有送达方式" icon="file-text">
        <p>送达方式在业务包 common 的代码表 delivery-way 里，请平台管理员补上。</p>
      </EmptyState>
    );
  }
  return (
    <LinkList
      rows={ways.map(({ value, label, basis, agreed, counts }) => ({
        href: `${own}?party=${to.partyNo}&way=${encodeURIComponent(value)}`,
        title: label,
        facts: [basis, agreed && (to.agreed ? "当事人已经同意" : "要当事人先在网上同意，还没有同意"), counts !== undefined && "期满才算送达，请填发出的日期"]
          .filter(Boolean)
          .join(" · "),
      }))}
    />
  );
}

async function form(incoming: Incoming, ctx: Ctx, refusal?: Refusal): Promise<Reply> {
  const [asked, ways] = [await askedOf(incoming, ctx), await waysNow(ctx)];
  await onlyDelivering(ctx, incoming.params["matter"]!);
  const { at, document, to, title } = asked;
  const own = `${at}/deliveries/${document.documentId}`;
  const chosen = ways.find(({ value }) => value === (typed(incoming.body, "_way") || incoming.query["way"]));
  const fields = chosen ? [...formOf(chosen).fields.values()] : [];
  const errors = refusal?.fields ?? {};
  const answers = chosen ? parseAnswers(fields, incoming.body) : {};
  return show(
    incoming,
    ctx,
    {
      title: chosen ? `登记${chosen.label}` : "登记送达",
      crumbs: [{ href: at, label: title }, ...(chosen ? [{ href: `${own}?party=${to.partyNo}`, label: "送达方式" }] : [])],
      wrong: refusal !== undefined,
      body: (
        <div class="narrow">
          <Refused refusal={refusal} errors={errors} />
          <p>
            《{document.name}》<span class="number">{document.number}</span>，送给{to.label}。
          </p>
          {to.delivered && <p class="hint">已经送达，不用再登记。</p>}
          {!chosen && !to.delivered && <Ways ways={ways} own={own} asked={asked} />}
          {chosen && !to.delivered && (
            <Form action={own} token={incoming.formToken} files>
              <input type="hidden" name="_party" value={String(to.partyNo)} />
              <input type="hidden" name="_way" value={chosen.value} />
              {chosen.basis !== "" && <p class="hint">依据：{chosen.basis}。登记以后自动出具送达回证，记入办理过程，不能修改。</p>}
              {fields.map((field) => (
                <FieldOnPage field={field} value={answers[field.name] ?? null} around={{}} {...(errors[field.name] && { error: errors[field.name]! })} />
              ))}
              <div class="form-foot">
                <ButtonRow>
                  <Button>登记送达</Button>
                  <LinkButton kind="quiet" href={at}>
                    不了，回去
                  </LinkButton>
                </ButtonRow>
              </div>
            </Form>
          )}
        </div>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Asked before anything of the files is read. */
export function admit({ params }: Incoming, ctx: Ctx): Promise<void> {
  return onlyDelivering(ctx, params["matter"]!);
}

/** How a paper was delivered: first by which way, then what its receipt has to say. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return form(incoming, ctx);
}

export function post(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, body, brought } = incoming;
  const matterId = params["matter"]!;
  return attempt(
    async () => {
      const way = (await waysNow(ctx)).find(({ value }) => value === typed(body, "_way"));
      if (!way) return form(incoming, ctx, new Refusal(422, "DELIVERY", "请选择送达方式。"));
      const wrong = brought.flatMap(({ field, name, refusal }) => (refusal ? [[field, `“${name}”没有收下：${refusal.message}`] as const] : []));
      if (wrong.length > 0) throw new Refusal(422, "FILES", "有的文件没有收下，请换一个再交。", Object.fromEntries(wrong));
      const fields = [...formOf(way).fields.values()].filter((field) => !asksForFiles(field));
      const files = brought.flatMap(({ field, name, received }) => (received ? [{ field, name, received }] : []));
      await deliver(ctx, matterId, { document: params["document"]!, party: partyOf(incoming), way: way.value, answers: parseAnswers(fields, body), files });
      return redirect(`/console/matters/${matterId}?done=delivered`);
    },
    (refusal) => form(incoming, ctx, refusal),
  );
}
