import { showAnswer, type Around } from "#content/form";
import { channelWord, flagWord, type Kind } from "#content/kind";
import { pathOf, pathWord, type KindRow, type Path } from "#matter/lists";
import type { Form } from "#content/form";
import type { Organisation } from "#people/duty";
import type { ComponentChild } from "preact";
import { State, Tag, type Column } from "#ui";
import { MatterNumber } from "../matter-number.tsx";
import { MatterStanding } from "../matter/matter-state.tsx";
import { shortDate } from "../short-date.ts";
import { leftUntil, TimeLeft, type Now } from "../time-left.tsx";

/** What cells are said by. */
export interface Saying extends Now {
  kind: Kind;
  form: Form | undefined;
  organisation: Organisation;
}

function aroundOf({ areas, units }: Organisation): Around {
  return {
    areas: [...areas.values()].map(({ area, name }) => ({ value: area, label: name })),
    units: [...units.values()].map(({ unit, name }) => ({ value: unit, label: name })),
  };
}

const instant = (value: unknown): Date | null => (typeof value === "string" || value instanceof Date ? new Date(value) : null);

/** What a row says at a path, as plain text: for files, and where nothing more is drawn. */
export function cellText(text: string, path: Path, row: KindRow, { kind, organisation, calendar, now }: Saying): string {
  if (path.of === "matter") return ofMatter(path.name, row, { kind, organisation });
  const value = row.values[text];
  if (path.of === "clock") {
    const due = path.name === "main" ? row.dueAt : instant(value);
    return due === null || row.closedAt ? "" : leftUntil({ calendar, now }, due).words;
  }
  if (value === null || value === undefined) return "";
  if (path.of === "place" && path.name === "area") return organisation.areas.get(String(value))?.name ?? String(value);
  return path.of === "form" || path.of === "work" ? showAnswer(path.field, value, aroundOf(organisation)) : String(value);
}

function ofMatter(name: string, row: KindRow, { kind, organisation }: Pick<Saying, "kind" | "organisation">): string {
  const said: Record<string, () => string> = {
    number: () => row.number ?? "",
    title: () => row.title,
    item: () => row.itemName,
    state: () => kind.states[row.state]?.word ?? row.state,
    outcome: () => (row.outcome === null ? "" : (kind.states[row.outcome]?.word ?? row.outcome)),
    priority: () => kind.priorities[row.priority] ?? "",
    flags: () => row.flags.map((flag) => flagWord(kind, flag)).join("、"),
    unit: () => organisation.units.get(row.unit)?.shortName ?? row.unit,
    area: () => organisation.areas.get(row.area)?.name ?? row.area,
    received: () => (row.submittedAt ? shortDate(row.submittedAt) : ""),
    closed: () => (row.closedAt ? shortDate(row.closedAt) : ""),
    channel: () => channelWord(kind, row.channel),
    source: () => row.source ?? "",
    "task.name": () => row.step,
    "task.due": () => {
      const due = instant(row.values["task.due"]);
      return due ? shortDate(due) : "";
    },
  };
  return said[name]?.() ?? "";
}

function drawn(text: string, path: Path, row: KindRow, saying: Saying): ComponentChild {
  const { kind, calendar, now } = saying;
  const name = path.of === "matter" ? path.name : "";
  if (name === "title")
    return (
      <a href={`/console/matters/${row.matterId}`}>
        {row.title}
        {row.flags.map((flag) => (
          <>
            {" "}
            <State tone="waiting">{flagWord(kind, flag)}</State>
          </>
        ))}
      </a>
    );
  if (name === "number") return <MatterNumber number={row.number} />;
  if (name === "state") return <MatterStanding kind={kind} state={row.state} />;
  if (name === "priority") return row.priority > 0 ? <Tag>{kind.priorities[row.priority]}</Tag> : <span class="hint">{kind.priorities[0]}</span>;
  if (path.of === "clock") {
    if (row.closedAt) return <span class="hint">已结束</span>;
    const due = path.name === "main" ? row.dueAt : instant(row.values[text]);
    return <TimeLeft calendar={calendar} now={now} due={due} paused={row.pausedAt !== null} />;
  }
  return cellText(text, path, row, saying) || <span class="hint">—</span>;
}

const TIGHT: ReadonlySet<string> = new Set(["number", "state", "priority", "received", "closed", "unit", "channel"]);
const AT_END: ReadonlySet<string> = new Set(["integer", "number", "money"]);

/** A column of a list at a path. */
export function columnAt(text: string, saying: Saying, sort: (text: string) => Column<KindRow>["sort"]): Column<KindRow> | undefined {
  const path = pathOf(text, saying.kind, saying.form);
  if (!path) return undefined;
  const order = sort(text);
  const end = (path.of === "form" || path.of === "work") && AT_END.has(path.field.type);
  return {
    title: pathWord(path, saying.kind),
    cell: (row) => drawn(text, path, row, saying),
    ...(text === "title" && { names: true }),
    ...((path.of === "clock" || (path.of === "matter" && TIGHT.has(path.name))) && { tight: true }),
    ...(end && { align: "end" as const }),
    ...(order && { sort: order }),
  };
}
