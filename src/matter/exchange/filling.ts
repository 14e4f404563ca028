import { asksForFiles, foldAnswers, misshapen, NOWHERE, type Answers, type Field } from "#content/form";
import type { Blueprint } from "#matter/matter";
import { firstGraphemes } from "#values/graphemes";
import type { PassBody, Photo } from "./message.ts";

/** What a counterpart has told, as the form of the item takes it. */
export interface Filled {
  form: Answers;
  /** The field that takes photographs, and those of them that it takes. */
  photos: { field: string; each: Photo }[];
  /** What has no place in the form: it is told in the history. */
  rest: string[];
}

// The form says no length: what no form is too small for.
const USUAL = 2000;

/** Parts of a text as lines, as many as fit; a part that does not fit is cut only where it is the first, and nothing of it is lost. */
function fitted(parts: readonly string[], most: number): { text: string; rest: string[] } {
  const [first = "", ...others] = parts;
  const start = [...first].length <= most ? first : firstGraphemes(first, most - 1);
  const kept = [start];
  const rest = start === first ? [] : [first.slice(start.length)];
  if (start !== first) kept[0] += "…";
  for (const part of others)
    if (rest.length === 0 && [...kept, part].join("\n").length <= most) kept.push(part);
    else rest.push(part);
  return { text: kept.join("\n"), rest };
}

/**
 * Fills the form of an item with what was told of a matter elsewhere, by the names of fields. Forms differ from city to city: an answer that this one does not take
 * is told in words, and so is what is longer than it has room for; nobody's matter is turned away for that.
 */
export function fillingOf({ form, kind }: Blueprint, { answers, place, description, note, left_out: leftOut, photos }: PassBody): Filled {
  const fields = [...form.fields.values()].filter(({ personal }) => !personal);
  const told = fields.find(({ type }) => type === "paragraph");
  const given = fields.filter(
    (field) =>
      Object.hasOwn(answers, field.name) && field !== told && field.name !== kind.place && !["record", "matter"].includes(field.type) && !asksForFiles(field),
  );
  const meant = foldAnswers(form.fields, Object.fromEntries(given.map(({ name }) => [name, answers[name]])));
  const fits = ({ name }: Field): boolean =>
    !form.checks.get(name)?.(meant[name], NOWHERE) && Object.keys(misshapen(form, { [name]: meant[name] })).length === 0;
  const shelf = fields.find(asksForFiles);
  const taken = shelf ? photos.slice(0, shelf.max ?? photos.length) : [];
  const others = given.filter((field) => !fits(field));
  const parts = [
    description,
    note === "" ? "" : `转办意见：${note}`,
    ...others.map((field) => `${field.label}：${[answers[field.name]].flat().join("、")}`),
    ...leftOut,
    taken.length < photos.length ? `有 ${photos.length - taken.length} 张照片这里没有地方放，没有留下。` : "",
  ].filter((part) => part !== "");
  const { text, rest } = told ? fitted(parts, told.max ?? USUAL) : { text: "", rest: parts };
  const { address, point } = place;
  return {
    form: {
      ...Object.fromEntries(given.filter(fits).map(({ name }) => [name, meant[name]])),
      ...(told && text !== "" && { [told.name]: text }),
      ...(kind.place !== undefined &&
        (address !== null || point !== null) && { [kind.place]: { ...(address !== null && { address }), ...(point !== null && { point }) } }),
    },
    photos: taken.map((each) => ({ field: shelf!.name, each })),
    rest,
  };
}
