import { YW } from "#process/notation";
import { editable } from "#language/dmn";
import { decisionsOf, examplesOf, getDraft } from "#content/draft";
import { getItem, getKind } from "#content/catalogue";
import { rolesAtWork } from "#content/kind";
import { organisationNow, packRoles, roleName } from "#people/duty";
import { VOCABULARY } from "#content/check";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { told } from "./told.ts";

/** What acts of flows are called. */
/** Our attributes as they are declared: a reader that has used the descriptor leaves its marks on it. */
function plainDescriptor() {
  const local = (name: string): string => name.replace(/^yw:/, "");
  const types = YW.types.map(({ name, extends: of, properties }) => ({
    name: local(name),
    extends: of,
    properties: properties.map((property) => ({ name: local(property.name), isAttr: true, type: "String" })),
  }));
  return { ...YW, types };
}

/** The rules as the board opens them, or why it cannot. */
function board(rules: string | null): { rules: string | null; closed?: string } {
  if (rules === null) return { rules };
  const opened = editable(rules);
  return "xml" in opened ? { rules: opened.xml } : { rules: null, closed: opened.closed };
}

/** Everything the board needs to know of the city and the item: the draft, our attributes, what may be chosen, the examples. */
export function get({ params }: Incoming, ctx: Ctx): Promise<Reply> {
  return told(async () => {
    const itemId = params["item"]!;
    const draft = await getDraft(ctx, itemId);
    const [{ definition, version }, organisation, { cases }, { decisions }, roles] = await Promise.all([
      getItem(ctx, itemId),
      organisationNow(ctx),
      examplesOf(ctx, itemId),
      decisionsOf(draft.rules),
      packRoles(ctx),
    ]);
    const { kind } = (await getKind(ctx, definition.item.kind)).definition;
    const fields = definition.form?.pages.flatMap((page) => page.fields) ?? [];
    return {
      item: { id: itemId, name: definition.item.name, version },
      revision: draft.revision,
      flow: draft.flow,
      ...board(draft.rules),
      moddle: plainDescriptor(),
      choices: {
        kinds: Object.entries(kind.works).map(([value, { word }]) => ({ value, label: word })),
        parties: Object.entries(kind.parties).map(([value, { word }]) => ({ value, label: word })),
        roles: rolesAtWork(kind).map((value) => ({ value, label: roleName(value, roles) })),
        units: organisation.standing.map(({ unit, name }) => ({ value: `="${unit}"`, label: name })),
        acts: Object.values(ctx.ports.get(VOCABULARY).acts).map(({ name, word }) => ({ value: name, label: word })),
        decisions: [...(decisions?.byId.keys() ?? [])].map((value) => ({ value, label: value })),
        checklists: definition.checklists.map(({ id, name }) => ({ value: id, label: name })),
      },
      names: [
        ...fields.filter(({ personal }) => !personal).map(({ name, label }) => ({ name: `form.${name}`, label })),
        ...definition.item.situations.map(({ id, ask }) => ({ name: `situation.${id}`, label: ask })),
      ],
      outcomes: Object.fromEntries(
        Object.entries(kind.works).map(([work, { outcomes }]) => [
          work,
          Object.entries(outcomes).map(([value, { word, grave }]) => ({ value, label: word, grave })),
        ]),
      ),
      cases: cases.map(({ name, answers, overdue }) => ({ name, answers: answers ?? {}, overdue: overdue ?? [] })),
    };
  });
}
