import { asksForFiles, FieldOnPage, parseAnswers, type Answers, type Field } from "#content/form";
import { workOf, type Outcome, type Work } from "#content/kind";
import { scriptOf } from "#matter/act";
import { aroundMatter, withPressed } from "#matter/around";
import type { BroughtFor } from "#matter/intake";
import { completeOwnTask, ownTask, resultForm } from "#matter/work";
import { Refusal } from "#values/errors";
import { redirect, type Incoming, type Reply, type Route } from "#kernel/http";
import { Button, ErrorSummary, Form, LinkList } from "#ui";
import { BY_ACCOUNT, routeAt, type Place, type Way } from "./place.ts";
import { show, textOf } from "../show.ts";

/** A task as its page shows it. */
interface Asked {
  work: Work;
  name: string;
  /** The outcome that is chosen, with its fields; none while it is still to be chosen. */
  chosen?: { id: string; outcome: Outcome; fields: Field[] };
  /** What is to be known first. */
  script: string | undefined;
  around: Awaited<ReturnType<typeof aroundMatter>>;
}

async function askedOf({ params, query, body }: Incoming, { ctx, matterId, path }: Place): Promise<Asked | Reply> {
  const { matter, task, blueprint } = await ownTask(ctx, matterId, params["task"]!);
  const work = workOf(blueprint.kind, task.kind);
  if (!work || work.edits === "form") return redirect(`${path}/supplement`);
  const outcomes = Object.keys(work.outcomes);
  const wanted = textOf(body, "outcome") || String(query["outcome"] ?? "") || (outcomes.length === 1 ? outcomes[0]! : "");
  const outcome = Object.hasOwn(work.outcomes, wanted) ? work.outcomes[wanted] : undefined;
  const script = await scriptOf(ctx, { matter, blueprint }, work);
  if (!outcome) return { work, name: task.name, around: {}, script };
  const form = resultForm(work, outcome);
  const around = await aroundMatter(ctx, matter, { ...blueprint, form }, {});
  return { work, name: task.name, around, script, chosen: { id: wanted, outcome, fields: [...form.fields.values()] } };
}

interface Given {
  answers?: Answers;
  refusal?: Refusal;
}

async function taskPage(incoming: Incoming, place: Place, { answers = {}, refusal }: Given = {}): Promise<Reply> {
  const asked = await askedOf(incoming, place);
  if ("kind" in asked) return asked;
  const { work, name, chosen, around, script = "" } = asked;
  const { path, ctx } = place;
  const own = `${path}/tasks/${encodeURIComponent(incoming.params["task"]!)}`;
  const errors = refusal?.fields ?? {};
  const title = chosen && Object.keys(work.outcomes).length > 1 ? chosen.outcome.word : name;
  return show(
    incoming,
    ctx,
    {
      title,
      wrong: refusal !== undefined,
      back: { href: chosen && Object.keys(work.outcomes).length > 1 ? own : path, label: chosen ? "上一步" : "回到进度" },
      body: (
        <>
          {refusal && <ErrorSummary errors={errors} message={refusal.message} />}
          <h1>{title}</h1>
          {script.split("\n").map((line) => line && <p class="lead">{line}</p>)}
          {chosen ? (
            <Form action={own} token={incoming.formToken} files={chosen.fields.some(asksForFiles)}>
              <input type="hidden" name="outcome" value={chosen.id} />
              {chosen.fields.map((field) => (
                <FieldOnPage field={field} value={answers[field.name]} around={around} {...(errors[field.name] && { error: errors[field.name]! })} />
              ))}
              {chosen.fields.length === 0 && <p>确定以后就告诉办理的单位。</p>}
              <div class="form-foot">
                <Button {...(chosen.outcome.grave && { kind: "seal" as const })}>{chosen.outcome.word}</Button>
              </div>
            </Form>
          ) : (
            <>
              <p class="lead">您要怎么办？选一项，下一页再填。</p>
              <LinkList rows={Object.entries(work.outcomes).map(([id, { word }]) => ({ href: `${own}?outcome=${encodeURIComponent(id)}`, title: word }))} />
            </>
          )}
        </>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** Files that were taken in as they came; the first that was not is what is wrong. */
export function takenIn({ brought }: Pick<Incoming, "brought">): BroughtFor[] {
  const wrong = brought.flatMap(({ field, name, refusal }) => (refusal ? [[field, `“${name}”没有收下：${refusal.message}`] as const] : []));
  if (wrong.length > 0) throw new Refusal(422, "FILES", "有的文件没有收下，请换一个再交。", Object.fromEntries(wrong));
  return brought.flatMap(({ field, name, received }) => (received ? [{ field, name, received }] : []));
}

async function send(incoming: Incoming, place: Place): Promise<Reply> {
  const asked = await askedOf(incoming, place);
  if ("kind" in asked) return asked;
  const { chosen, around } = asked;
  if (!chosen) return taskPage(incoming, place);
  const { outcome: _outcome, ...body } = incoming.body;
  const fields = chosen.fields.filter((field) => !asksForFiles(field));
  const typed = parseAnswers(
    fields,
    Object.fromEntries(Object.entries(body).filter(([name]) => !chosen.fields.some((f) => asksForFiles(f) && f.name === name))),
    around,
  );
  const rows = await withPressed(place.ctx, fields, typed, body);
  if (rows) return taskPage(incoming, place, { answers: rows });
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== null && value !== undefined));
  try {
    await completeOwnTask(place.ctx, place.matterId, incoming.params["task"]!, { ...given, outcome: chosen.id }, { files: takenIn(incoming) });
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || ![409, 413, 422].includes(refusal.status)) throw refusal;
    if (refusal.code === "TASK_DONE") throw refusal;
    return taskPage(incoming, place, { answers: typed, refusal });
  }
  return redirect(`${place.path}?done=1`);
}

/** What waits for a party: its form, and sending it. */
export function taskRoutes(way: Way): Route[] {
  return [
    routeAt(way, "GET", "/tasks/:task", (incoming, place) => taskPage(incoming, place)),
    routeAt(way, "POST", "/tasks/:task", send, {
      async admit(incoming, ctx) {
        const place = await way.at(incoming, ctx);
        if ("kind" in place) throw new Refusal(403, "FORBIDDEN", "请先输入编号和查询码。");
        await ownTask(place.ctx, place.matterId, incoming.params["task"]!);
      },
    }),
  ];
}

export const ownTaskRoutes: Route[] = taskRoutes(BY_ACCOUNT);
