import { BpmnModdle } from "bpmn-moddle";
import { YW } from "#process/notation";
import type { Ctx } from "#kernel/ctx";
import { notFound } from "#values/errors";
import { getDraft, onlyManager, saveDraft } from "./draft.ts";

/** What a form may change about a step that people do; an empty text takes the setting away. */
export const STEP_SETTINGS = ["name", "unit", "role", "limit"] as const;
export type StepSettings = Record<(typeof STEP_SETTINGS)[number], string>;

interface UserTask {
  $type: string;
  get(name: string): unknown;
  set(name: string, value: string | undefined): void;
}

async function readStep(xml: string, node: string): Promise<{ moddle: BpmnModdle; root: unknown; step: UserTask }> {
  const moddle = new BpmnModdle({ yw: YW });
  const { rootElement: root, elementsById } = (await moddle.fromXML(xml).catch(() => ({ elementsById: {} }))) as {
    rootElement?: unknown;
    elementsById: Record<string, UserTask>;
  };
  const step = Object.hasOwn(elementsById, node) ? elementsById[node] : undefined;
  if (step?.$type !== "bpmn:UserTask") throw notFound("环节");
  return { moddle, root, step };
}

/** The settings of a step in a draft; NotFound where there is no such step of people. */
export async function stepSettings(ctx: Ctx, itemId: string, node: string): Promise<StepSettings> {
  const { step } = await readStep((await getDraft(ctx, itemId)).flow, node);
  return Object.fromEntries(STEP_SETTINGS.map((key) => [key, String(step.get(key) ?? "")])) as StepSettings;
}

/** Changes the settings of one step and saves the draft, for whoever cannot draw: on a narrow screen, without a script. Refuses as `saveDraft`. */
export async function changeStep(ctx: Ctx, itemId: string, revision: number, node: string, settings: StepSettings): Promise<number> {
  onlyManager(ctx);
  const { moddle, root, step } = await readStep((await getDraft(ctx, itemId)).flow, node);
  for (const key of STEP_SETTINGS) step.set(key, settings[key].trim() || undefined);
  const { xml } = await moddle.toXML(root, { format: true });
  return saveDraft(ctx, itemId, revision, { flow: xml });
}
