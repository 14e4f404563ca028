import { answerOnPage, type Around, type FieldDefinition } from "#content/form";
import { stateOf } from "#content/kind";
import { dueDayOf } from "#matter/clocks";
import { isClosed, type Task } from "#matter/matter";
import type { MatterView, PartyShown } from "#matter/view";
import type { ComponentChild } from "preact";
import { DefinitionList, formatDate, Shape, type Definition } from "#ui";
import { shortDate } from "../short-date.ts";
import type { Now } from "../time-left.tsx";
import { pathOf, pathWord } from "#matter/lists";
import { ClockLights } from "./clock-lights.tsx";
import { endWords, outcomeOf } from "./outcome-words.ts";
import { resultOnPage } from "./records.tsx";

/** How many answers stand first where the kind names none, and how many works are told. */
const [ANSWERS, WORKS] = [4, 6];

/** Answers that say nothing in a line of their own: files, what is promised, what is long. */
const QUIET: ReadonlySet<string> = new Set(["files", "photos", "signature", "rows", "document", "checklist", "marks", "schema"]);

function saysSomething(field: FieldDefinition): boolean {
  return !QUIET.has(field.type) && field.fixed === undefined && !field.personal;
}

/** An answer as it stands first: a place by its address, whose coordinates stand with the form. */
function brief(field: FieldDefinition, value: unknown): unknown {
  if (field.type !== "place" || typeof value !== "object" || value === null || !("address" in value)) return value;
  const { point: _point, ...named } = value as { point?: unknown };
  return named;
}

interface SummaryProps {
  view: MatterView;
  parties: readonly PartyShown[];
  around: Around;
  at: Now;
}

function partyWords(parties: readonly PartyShown[], role: string): string {
  return parties
    .filter((each) => each.role === role)
    .map(({ label, guarded }) => (guarded ? "只有承办人员可以看" : label))
    .join("、");
}

/** The first card of the kind, else the first answers that say something. */
function facts({ view, parties, around }: SummaryProps): Definition[] {
  const { blueprint, answers, tasks, matter } = view;
  const { kind, form, lists } = blueprint;
  const written = lists.summary ?? [];
  if (written.length === 0) {
    const fields = [...form.fields.values()].filter((field) => saysSomething(field) && answers[field.name] !== undefined && answers[field.name] !== null);
    return fields.slice(0, ANSWERS).map((field) => ({ term: field.label, detail: answerOnPage(field, brief(field, answers[field.name]), around) }));
  }
  const columns = blueprint.version.definition.item.attributes ?? {};
  return written.flatMap((text): Definition[] => {
    const column = text.startsWith("item.") ? text.slice(5) : "";
    const word = kind.item_words?.[column];
    if (word !== undefined) return typeof columns[column] === "string" ? [{ term: word, detail: columns[column] }] : [];
    const path = pathOf(text, kind, form) ?? personal(text, form);
    if (!path) return [];
    const term = pathWord(path, kind);
    if (path.of === "form")
      return answers[path.name] === undefined ? [] : [{ term, detail: answerOnPage(path.field, brief(path.field, answers[path.name]), around) }];
    if (path.of === "party") return partyWords(parties, path.name) === "" ? [] : [{ term, detail: partyWords(parties, path.name) }];
    if (path.of === "matter" && path.name === "state") return [{ term, detail: stateOf(kind, matter.state).word }];
    if (path.of !== "work") return [];
    const last = tasks.findLast((task) => task.kind === path.work && task.result?.[path.name] !== undefined);
    return last ? [{ term, detail: resultOnPage(path.field, last.result![path.name], around) }] : [];
  });
}

// The page of a matter shows a personal answer too, masked.
function personal(text: string, { fields }: MatterView["blueprint"]["form"]) {
  const field = text.startsWith("form.") ? fields.get(text.slice(5)) : undefined;
  return field && { of: "form" as const, name: field.name, field };
}

/** One sentence: what it waits for, or how it ended. */
function finding({ matter, mine, open, blueprint: { kind } }: MatterView): string {
  if (isClosed(matter)) return `${endWords(kind, matter.outcome ?? matter.state)}${matter.closedAt ? `，${formatDate(matter.closedAt)}` : ""}`;
  const own = [...new Set(mine.filter((task) => task.kind !== "copy").map(({ name }) => name))];
  if (own.length > 0) return `等您办：${own.join("、")}`;
  const others = [...new Set(open.filter((task) => task.kind !== "copy").map(({ name }) => name))];
  return others.length > 0 ? `在等：${others.join("、")}` : stateOf(kind, matter.state).word;
}

function done({ tasks, blueprint: { kind } }: MatterView): ComponentChild {
  const past = tasks.filter((task): task is Task & { doneAt: Date } => task.doneAt !== null && task.kind !== "copy");
  if (past.length === 0) return <p class="hint">还没有人办过。</p>;
  return (
    <ul class="lights">
      {past.slice(-WORKS).map((task) => {
        const outcome = outcomeOf(kind, task);
        return (
          <li>
            <span>
              <Shape tone={outcome?.grave ? "bad" : "good"} /> {task.holderName ?? kind.parties[task.party ?? ""]?.word ?? ""} {task.name}
              {outcome && outcome.word !== task.name && `：${outcome.word}`}
            </span>
            <span class="hint">{shortDate(task.doneAt)}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** What one must know before reading on: a sentence, what was said, who did what, what is left of the time. */
export function Summary(props: SummaryProps) {
  const { view, at } = props;
  const { matter, blueprint, mine, open } = view;
  const [step] = [...mine, ...open].flatMap(({ dueAt, kind }) => (dueAt && kind !== "copy" ? [dueAt] : []));
  const said = facts(props);
  return (
    <section class="sheet summary-card" aria-labelledby="summary">
      <h2 id="summary">{finding(view)}</h2>
      <div class="summary-parts">
        {said.length > 0 && (
          <div>
            <h3>说了什么</h3>
            <DefinitionList items={said} />
          </div>
        )}
        <div>
          <h3>谁办了什么</h3>
          {done(view)}
        </div>
        <div>
          <h3>时限</h3>
          <ClockLights kind={blueprint.kind} matter={matter} at={at} step={dueDayOf({ dueAt: step ?? null }) === null ? null : step!} />
        </div>
      </div>
    </section>
  );
}
