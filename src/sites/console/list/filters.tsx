import { channelWord, flagWord, type Kind } from "#content/kind";
import { pathWord } from "#matter/lists";
import type { Organisation } from "#people/duty";
import { Icon, Select, TextField, type SelectOption } from "#ui";
import { ALL, type Asked, type Filter } from "./query.ts";
import type { ListedKind } from "./reach.ts";

const LIGHTS: SelectOption[] = [
  { value: "late", label: "超期" },
  { value: "near", label: "两天内到期" },
];
const YES_NO: SelectOption[] = [
  { value: "true", label: "是" },
  { value: "false", label: "否" },
];
const OPEN = "在办";

function states({ states: all }: Kind): SelectOption[] {
  const own = Object.entries(all).filter(([, { phase }]) => phase !== "draft");
  return [
    { value: "open", label: OPEN },
    { value: ALL, label: "全部" },
    { value: "closed", label: "已结束" },
    ...own.map(([value, { word }]) => ({ value, label: word })),
  ];
}

function places({ areas }: Organisation): SelectOption[] {
  return [...areas.values()].map(({ area, name }) => ({ value: area, label: name }));
}

/** What a filter offers to choose from; undefined where one writes. */
export function optionsOf({ path }: Filter, { kind, items }: ListedKind, organisation: Organisation): SelectOption[] | undefined {
  const units = (): SelectOption[] => [...new Set(items.map(({ unit }) => unit))].map((value) => ({ value, label: organisation.unitName(value) }));
  if (path.of === "clock") return LIGHTS;
  if (path.of === "form" || path.of === "work") {
    const { type, options, codes } = path.field;
    if (type === "yes-no") return YES_NO;
    if (type === "area") return places(organisation);
    if (type === "unit" || type === "units") return units();
    return options ?? (codes && Object.entries(codes).map(([value, label]) => ({ value, label })));
  }
  const choices: Record<string, () => SelectOption[]> = {
    state: () => states(kind),
    item: () => items.map(({ itemId, name }) => ({ value: itemId, label: name })),
    unit: units,
    area: () => places(organisation),
    priority: () => kind.priorities.map((label, at) => ({ value: String(at), label })),
    flags: () => [...Object.keys(kind.flags), "urged", "late"].map((value) => ({ value, label: flagWord(kind, value) })),
    channel: () => Object.keys(kind.channels).map((value) => ({ value, label: channelWord(kind, value) })),
  };
  return path.of === "matter" ? choices[path.name]?.() : path.of === "place" && path.name === "area" ? places(organisation) : undefined;
}

/** Whether what a filter is set to is a day, a number or a choice. */
function isDays({ path }: Filter): boolean {
  return path.of === "matter" || path.of === "clock" || ((path.of === "form" || path.of === "work") && ["date", "instant"].includes(path.field.type));
}

/** The boxes of one filter. */
export function FilterBoxes({ filter, listed, set, organisation }: { filter: Filter; listed: ListedKind; set: Asked["set"]; organisation: Organisation }) {
  const word = pathWord(filter.path, listed.kind);
  return (
    <>
      {filter.names.map(({ part, name }) => {
        const value = set[name];
        const given = value === undefined ? {} : { value };
        if (part !== "is") {
          const days = isDays(filter);
          const label = `${word}${days ? (part === "from" ? "起" : "止") : part === "from" ? "不少于" : "不多于"}`;
          return <TextField name={name} label={label} {...(days ? { type: "date" as const } : { length: 8 as const })} {...given} />;
        }
        const options = optionsOf(filter, listed, organisation);
        if (!options) return <TextField name={name} label={word} {...given} />;
        const state = filter.text === "state";
        return <Select name={name} label={word} {...(state ? {} : { empty: "全部" })} options={options} {...(state ? { value: value ?? "open" } : given)} />;
      })}
    </>
  );
}

/** The filters in force, each with a way to drop it. */
export function Chips({
  asked,
  listed,
  organisation,
  without,
}: {
  asked: Asked;
  listed: ListedKind;
  organisation: Organisation;
  without: (name: string) => string;
}) {
  const { filters, set, query } = asked;
  const chips = filters.flatMap((filter) =>
    filter.names.flatMap(({ part, name }) => {
      const value = set[name] ?? (name === "f-state" ? "open" : undefined);
      if (value === undefined || value === ALL) return [];
      const word = pathWord(filter.path, listed.kind);
      const said = optionsOf(filter, listed, organisation)?.find((option) => option.value === value)?.label ?? value;
      const sign = part === "from" ? "不早于" : part === "until" ? "不晚于" : "";
      return [{ name, words: `${word}：${isDays(filter) ? sign : part === "from" ? "≥" : part === "until" ? "≤" : ""}${said}` }];
    }),
  );
  if (query.text !== undefined) chips.push({ name: "q", words: `找：${query.text}` });
  if (chips.length === 0) return null;
  return (
    <ul class="chips" aria-label="现在的条件">
      {chips.map(({ name, words }) => (
        <li>
          <a class="chip" href={without(name)}>
            {words}
            <Icon name="x" label="去掉这个条件" />
          </a>
        </li>
      ))}
    </ul>
  );
}
