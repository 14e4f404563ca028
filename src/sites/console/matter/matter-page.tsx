import { grants, organisationNow } from "#people/duty";
import { channelWord, flagWord, keptUntil, type Kind } from "#content/kind";
import { copiesOfMatter } from "#outcome/licence";
import { listBegun, listTies } from "#matter/link";
import { readableAmong } from "#matter/lists";
import { aroundMatter } from "#matter/around";
import { openParties } from "#matter/party";
import { openDeferrals } from "#matter/intake";
import { listDocuments } from "#matter/matter";
import { partiesShown, viewAsStaff, type MatterView } from "#matter/view";
import { deliveriesOf } from "#matter/delivery";
import { offersOf } from "#matter/move";
import { registersNow } from "#register/register";
import { calendarNow, dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Refusal } from "#values/errors";
import type { Incoming, Reply } from "#kernel/http";
import { ErrorSummary, formatDate, State, Tag } from "#ui";
import { noticeFor } from "../done-words.tsx";
import { MatterNumber } from "../matter-number.tsx";
import { show } from "../show.tsx";
import { ActPanel } from "../act/act-panel.tsx";
import { fieldName, type Returned } from "../act/act-fields.tsx";
import { aroundTask, aroundWorks } from "../act/around.ts";
import { KEPT_ON, queueBeside } from "../act/queue.ts";
import { QueuePane } from "../act/queue-pane.tsx";
import { filesAsked } from "../paper/bringing.tsx";
import { Deliveries } from "../delivery/standing.tsx";
import { publicationOf } from "../publicity/taking-down.tsx";
import { subjectsSection } from "../register/about.tsx";
import { AnswersSheet } from "./answers.tsx";
import { mainWords } from "./clock-lights.tsx";
import { doneNotice } from "./done-notice.tsx";
import { Lacking } from "./lacking.tsx";
import { Materials } from "./materials.tsx";
import { MatterStanding, stopWord } from "./matter-state.tsx";
import { moreOf, partOf } from "./more.tsx";
import { outsideOf } from "./outside.tsx";
import { Parties } from "./parties.tsx";
import { placeOf } from "./place.tsx";
import { Records } from "./records.tsx";
import { Summary } from "./summary.tsx";
import { BegunMatters } from "./begun.tsx";
import { Ties } from "./ties.tsx";
import { Verdicts } from "./verdicts.tsx";

/** A form of an act that comes back: refused, or with a row added or taken away; and what was read of it. */
export interface Failed {
  refusal?: Refusal;
  task: string;
  outcome: string;
  result: Readonly<Record<string, unknown>>;
}

function Wrong({ failed: { refusal, task, outcome } }: { failed: Failed }) {
  if (!refusal) return null;
  const errors = Object.fromEntries(
    Object.entries(refusal.fields ?? {}).map(([field, message]) => [fieldName(task, outcome, field === "outcome" ? "reason" : field), message]),
  );
  const safe = refusal.status === 409 ? "下面是最新情况，您刚才填写的内容还在。" : "";
  return <ErrorSummary errors={errors} message={`${refusal.message}${safe}`} />;
}

/** Until when an ended matter is kept. */
function keptIn(kind: Kind, state: string, closedAt: Date): string {
  const until = keptUntil(kind, state, dayOf(closedAt));
  return until === undefined ? "永久保管" : `保管到${formatDate(until, { year: true })}`;
}

function Head({ view, at, unit }: { view: MatterView; at: { calendar: Awaited<ReturnType<typeof calendarNow>>; now: Date }; unit: string }) {
  const { matter, blueprint } = view;
  const { kind } = blueprint;
  return (
    <>
      <MatterStanding kind={kind} state={matter.state} held={stopWord(kind, matter)} />
      {matter.flags.map((flag) => (
        <State tone="waiting">{flagWord(kind, flag)}</State>
      ))}
      {matter.priority > 0 && <Tag>{kind.priorities[matter.priority] ?? "紧急"}</Tag>}
      <span>
        {kind.name} <MatterNumber number={matter.number} />
      </span>
      <strong>{mainWords(kind, matter, at)}</strong>
      {matter.submittedAt && (
        <span>
          {formatDate(matter.submittedAt)} {channelWord(blueprint.kind, matter.channel)}收到
        </span>
      )}
      <span>{unit}</span>
      {matter.closedAt && <span>{keptIn(kind, matter.state, matter.closedAt)}</span>}
    </>
  );
}

/** A matter as staff work on it; with `failed` a form of an act that comes back with what was typed. */
export async function matterPage(incoming: Incoming, ctx: Ctx, failed?: Failed): Promise<Reply> {
  const view = await viewAsStaff(ctx, incoming.params["matter"]!);
  const { matter, blueprint } = view;
  const [organisation, calendar, registers, offers, copies, deferrals, parties, named, ties, begun, documents, queue] = await Promise.all([
    organisationNow(ctx),
    calendarNow(ctx),
    registersNow(ctx),
    offersOf(ctx, view),
    copiesOfMatter(ctx, matter.matterId),
    openDeferrals(ctx, matter, blueprint),
    partiesShown(ctx, view),
    openParties(ctx, matter.matterId),
    listTies(ctx, matter),
    listBegun(ctx, matter),
    listDocuments(ctx, matter.matterId),
    queueBeside(ctx, matter.matterId),
  ]);
  const others = ties.filter(({ otherId }) => !begun.some((each) => each.matter.matterId === otherId));
  const deliveries = await deliveriesOf(ctx, view, documents);
  const filesAt = `/console/matters/${matter.matterId}/files`;
  const [around, results] = await Promise.all([aroundMatter(ctx, matter, blueprint, view.answers), aroundWorks(ctx, view, view.tasks)]);
  const known = new Map(await Promise.all(view.mine.map(async (task) => [task.taskId, await aroundTask(ctx, view, task)] as const)));
  const at = { calendar, now: ctx.now };
  const { refusal } = failed ?? {};
  const returned: Returned | undefined = failed && { ...failed, body: incoming.body, fields: refusal?.fields ?? {} };
  const done = incoming.query["done"];
  return show(
    incoming,
    ctx,
    {
      title: matter.title,
      at: `/console/kinds/${matter.kind}`,
      wrong: refusal !== undefined,
      notice: doneNotice(view, documents, done) ?? noticeFor(done),
      ...(queue.rows.length > 0 && { beside: <QueuePane queue={queue} matterId={matter.matterId} at={at} /> }),
      facts: (
        <>
          <Head view={view} at={at} unit={organisation.unitName(matter.unit)} />
          {await publicationOf(ctx, matter)}
        </>
      ),
      actions: view.mine.length > 0 && (
        <a class="to-act" href="#act">
          去办理
        </a>
      ),
      body: (
        <>
          {failed && <Wrong failed={failed} />}
          <Lacking text={named.map(({ name }) => name).join("")} />
          <div class="split">
            <div>
              <Summary view={view} parties={parties} around={{ ...around, ...results, ...around, filesAt }} at={at} />
              <BegunMatters begun={begun} organisation={organisation} at={at} />
              {await outsideOf(ctx, view)}
              {await placeOf(ctx, view, ties)}
              {await subjectsSection(ctx, view)}
              <Verdicts kind={blueprint.kind} acts={view.acts} />
              <Deliveries ctx={ctx} view={view} standing={deliveries} />
              <Records view={view} around={{ ...results, filesAt }} />
              <AnswersSheet
                ctx={ctx}
                view={view}
                around={{ ...around, filesAt }}
                files={grants(ctx.actor, "matter.work") && filesAsked(ctx, view).length > 0}
              />
              <Parties view={view} parties={parties} />
              <Materials view={view} known={{ registers, copies, deferrals, today: dayOf(ctx.now) }} />
              <Ties
                ties={others}
                readable={await readableAmong(
                  ctx,
                  others.map(({ otherId }) => otherId),
                )}
              />
            </div>
            <aside>
              <ActPanel
                ctx={ctx}
                view={view}
                offers={offers}
                organisation={organisation}
                calendar={calendar}
                token={incoming.formToken}
                returned={returned}
                known={known}
                queue={{ next: queue.next, count: Math.max(0, queue.count - (queue.place === undefined ? 0 : 1)), goesOn: incoming.cookies[KEPT_ON] === "1" }}
              />
            </aside>
          </div>
          {await moreOf(ctx, view, organisation, partOf(incoming.query["part"]), documents)}
        </>
      ),
    },
    refusal?.status ?? 200,
  );
}

/** The page of a matter. */
export function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  return matterPage(incoming, ctx);
}
