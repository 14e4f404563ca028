import { answerOnPage, type Around, type Field, type FieldDefinition } from "#content/form";
import { answerIn, maskedAnswer } from "#content/form";
import { askedChecklist, fieldsAsked, workOf } from "#content/kind";
import { mask } from "#crypto/crypto";
import type { Task } from "#matter/matter";
import type { MatterView } from "#matter/view";
import type { ComponentChild } from "preact";
import { DefinitionList, Disclosure, formatDateTime, State, Table, Tag } from "#ui";
import { outcomeOf } from "./outcome-words.ts";

/** What was found at a point of a check list, in words. */
export const FOUND: Readonly<Record<string, string>> = { yes: "符合", no: "不符合", none: "合理缺项" };

/** A field of a result as its reader gets it: what is personal masked. */
export function resultOnPage(field: FieldDefinition, value: unknown, around: Around): ComponentChild {
  if (!field.personal && field.type !== "party") return answerOnPage(field, value, around);
  const known = typeof value === "string" ? answerIn(field as Field, value) : value;
  return answerOnPage(field, maskedAnswer(field as Field, known, mask), around);
}

/** What is to be put right, place by place. */
function Marks({ value }: { value: unknown }) {
  const rows = (Array.isArray(value) ? value : []) as { about?: string; problem?: string }[];
  return (
    <ul>
      {rows.map(({ about, problem }) => (
        <li>{about ? `${about}：${problem ?? ""}` : problem}</li>
      ))}
    </ul>
  );
}

interface Point {
  number: number;
  ask: string;
  key: boolean;
  answer: string;
}

function pointsOf(view: Pick<MatterView, "blueprint">, task: Task, value: unknown): { name: string; points: Point[] } {
  const found = (value ?? {}) as Record<string, string>;
  const list = view.blueprint.version.definition.checklists?.find(({ id }) => id === task.checklist);
  const asked = list?.points ?? Object.keys(found).map((id) => ({ id, ask: id, key: false }));
  return {
    name: list?.name ?? task.name,
    points: asked.map(({ id, ask, key }, at) => ({ number: at + 1, ask, key, answer: FOUND[found[id] ?? ""] ?? "没有填写" })),
  };
}

function Points({ name, points }: { name: string; points: Point[] }) {
  const failed = points.filter(({ answer }) => answer === FOUND["no"]);
  return (
    <>
      {failed.length > 0 && (
        <ul>
          {failed.map(({ ask, key }) => (
            <li>
              不符合：{ask} {key && <Tag>关键项</Tag>}
            </li>
          ))}
        </ul>
      )}
      <Disclosure summary={`${name}，共 ${points.length} 项，逐项结果`}>
        <Table
          caption={name}
          captionHidden
          stack
          rows={points}
          columns={[
            { title: "序号", cell: ({ number }) => number, tight: true },
            {
              title: "内容",
              cell: ({ ask, key }) => (
                <>
                  {ask} {key && <Tag>关键项</Tag>}
                </>
              ),
              names: true,
            },
            { title: "结果", cell: ({ answer }) => answer, tight: true },
          ]}
        />
      </Disclosure>
    </>
  );
}

function Signatures({ view, task }: { view: MatterView; task: Task }) {
  const signs = view.tasks.filter(({ signOf }) => signOf === task.taskId);
  const agreed = signs.filter(({ doneAt, outcome }) => doneAt && outcome === "agree");
  const waits = signs.find(({ doneAt, cancelledAt }) => !doneAt && !cancelledAt);
  return (
    <>
      {waits && <State tone="waiting">等{waits.assigneeName}确认</State>}
      {agreed.length > 0 && (
        <p class="hint small">同行：{agreed.map(({ holderName, doneAt }) => `${holderName ?? ""}（${formatDateTime(doneAt!)}签署）`).join("、")}</p>
      )}
    </>
  );
}

function Record({ view, task, around }: { view: MatterView; task: Task & { doneAt: Date }; around: Around }) {
  const { kind } = view.blueprint;
  const work = workOf(kind, task.signOf ? "countersign" : task.kind)!;
  const outcome = outcomeOf(kind, task);
  const { result } = task;
  const said = fieldsAsked(work).filter(({ name, type }) => result?.[name] !== undefined && result[name] !== "" && type !== "checklist");
  const list = askedChecklist(work);
  const points = list && result?.[list.name] !== undefined ? pointsOf(view, task, result[list.name]) : undefined;
  return (
    <div class="verdict">
      <State tone={outcome?.grave ? "bad" : "good"}>
        {task.name}
        {outcome && outcome.word !== task.name && `：${outcome.word}`}
      </State>{" "}
      <span class="hint small">
        {task.holderName ?? kind.parties[task.party ?? ""]?.word ?? ""} {formatDateTime(task.doneAt)}
      </span>
      {work.two && <Signatures view={view} task={task} />}
      {said.length > 0 && (
        <DefinitionList
          items={said.map((field) => {
            const value = result![field.name];
            return { term: field.label, detail: field.type === "marks" ? <Marks value={value} /> : resultOnPage(field, value, around) };
          })}
        />
      )}
      {points && <Points {...points} />}
    </div>
  );
}

/** What everybody wrote who worked on the matter, in order: each result by the fields that its work asks for. */
export function Records({ view, around }: { view: MatterView; around: Around }) {
  const { kind } = view.blueprint;
  const done = view.tasks.filter(
    (task): task is Task & { doneAt: Date } =>
      task.doneAt !== null && task.result !== null && workOf(kind, task.signOf ? "countersign" : task.kind) !== undefined,
  );
  if (done.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="records">
      <h2 id="records">办理情况</h2>
      {done.map((task) => (
        <Record view={view} task={task} around={around} />
      ))}
    </section>
  );
}
