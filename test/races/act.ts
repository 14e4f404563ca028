import { completeTask, type TaskResult } from "#matter/work";
import { getMatter } from "#matter/matter";
import type { Arena } from "./arena.ts";
import { allMet, type Mould } from "./moulds.ts";

/** Does the act; what was looked up before it lies in the closure, as it does with somebody who has the page open. */
export type Run = () => Promise<unknown>;

/** An act that can meet another on one matter. */
export interface RacingAct {
  name: string;
  /** Where a matter can stand when it is tried. */
  on: readonly Mould[];
  /** The act that is in the history when it was acknowledged, and is not when it was refused; none for what leaves no act. */
  kind?: string;
  /** Whether it counts in the matter's revision. */
  writes?: boolean;
  prepare(arena: Arena, matterId: string): Promise<Run>;
}

export type Who = keyof Arena["staff"];

export async function taskOf({ city }: Arena, matterId: string, kind: string): Promise<string> {
  const open = await getMatter(city.ctx(), matterId);
  return open.open.find((task) => task.kind === kind)?.taskId ?? "none";
}

export function complete(name: string, who: Who, kind: string, on: readonly Mould[], result: TaskResult, leaves: string): RacingAct {
  return {
    name,
    on,
    kind: leaves,
    async prepare(arena, matterId) {
      const taskId = await taskOf(arena, matterId, kind);
      const points = kind === "inspection" ? { companion: "方敏", points: await allMet(arena, matterId) } : {};
      return () => completeTask(arena.staff[who], matterId, taskId, { ...result, ...points });
    },
  };
}

/** An act on a matter alone, or on its waiting task of a kind. */
export function simple(name: string, on: readonly Mould[], kind: string, run: (arena: Arena, matterId: string) => Promise<unknown>): RacingAct {
  return { name, on, kind, prepare: (arena, matterId) => Promise.resolve(() => run(arena, matterId)) };
}

export function onTask(
  name: string,
  task: string,
  on: readonly Mould[],
  kind: string,
  run: (arena: Arena, matterId: string, taskId: string) => Promise<unknown>,
): RacingAct {
  return {
    name,
    on,
    kind,
    async prepare(arena, matterId) {
      const taskId = await taskOf(arena, matterId, task);
      return () => run(arena, matterId, taskId);
    },
  };
}
