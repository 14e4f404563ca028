import type { FieldDefinition, Form } from "#content/form";
import { fieldsAsked, type Kind } from "#content/kind";

/** What a typed path of a kind's lists leads to (number, clock.handle, party.caller, form.summary, handle.answer …). */
export type Path =
  | { of: "matter"; name: string }
  | { of: "clock" | "party" | "link" | "place" | "paper"; name: string }
  | { of: "form"; name: string; field: FieldDefinition }
  | { of: "work"; work: string; name: string; field: FieldDefinition };

const MATTER: Readonly<Record<string, string>> = {
  number: "编号",
  title: "事",
  item: "事项",
  state: "状态",
  outcome: "结果",
  priority: "紧急程度",
  flags: "标记",
  unit: "承办",
  area: "区划",
  received: "收到",
  closed: "结束",
  channel: "渠道",
  source: "来源",
  "task.name": "环节",
  "task.due": "环节时限",
};

/** A path as this kind means it; undefined for one that leads nowhere here. A personal answer, and a party that is guarded, is shown in no list. */
export function pathOf(text: string, kind: Kind, form: Form | undefined): Path | undefined {
  if (Object.hasOwn(MATTER, text)) return { of: "matter", name: text };
  const [first = "", name = ""] = text.split(".");
  if (first === "clock") return name === "main" || Object.hasOwn(kind.clocks, name) ? { of: "clock", name } : undefined;
  if (first === "party") return Object.hasOwn(kind.parties, name) && kind.parties[name]!.guarded === false ? { of: "party", name } : undefined;
  if (first === "link") return Object.hasOwn(kind.links, name) ? { of: "link", name } : undefined;
  if (first === "paper") return name !== "" ? { of: "paper", name } : undefined;
  if (first === "place") return kind.place !== undefined && (name === "address" || name === "area") ? { of: "place", name } : undefined;
  if (first === "form") {
    const field = form?.fields.get(name);
    return field && !form!.personal.has(name) ? { of: "form", name, field } : undefined;
  }
  const work = Object.hasOwn(kind.works, first) ? kind.works[first] : undefined;
  const field = work && fieldsAsked(work).find((each) => each.name === name);
  return field && !field.personal ? { of: "work", work: first, name, field } : undefined;
}

/** What a path is called as the head of a column or a filter. */
export function pathWord(path: Path, kind: Kind): string {
  switch (path.of) {
    case "matter":
      return MATTER[path.name]!;
    case "clock":
      return path.name === "main" ? "时限" : kind.clocks[path.name]!.word;
    case "party":
      return kind.parties[path.name]!.word;
    case "link":
      return kind.links[path.name]!.word;
    case "paper":
      return "文号";
    case "place":
      return path.name === "address" ? "地点" : "地点的区划";
    case "form":
    case "work":
      return path.field.label;
  }
}

/** The columns of a kind's list where it says nothing: what it is, who, where it stands, until when. */
export function usualColumns({ parties, priorities, title }: Kind): string[] {
  // Whoever the title names already needs no column of their own.
  const [party] = Object.keys(parties).filter((role) => parties[role]!.guarded === false && !title.includes(`party.${role}.`));
  return [
    "clock.main",
    "title",
    ...(party ? [`party.${party}`] : []),
    ...(priorities.length > 1 ? ["priority"] : []),
    "state",
    "task.name",
    "received",
    "unit",
    "number",
  ];
}

/** The filters where it says none. */
export const USUAL_FILTERS: readonly string[] = ["state", "item", "unit", "received"];
