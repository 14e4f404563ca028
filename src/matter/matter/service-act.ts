import { port, type Ctx } from "#kernel/ctx";
import type { Blueprint } from "./blueprint.ts";
import type { Change } from "./change.ts";

/** What a service act is given besides the ctx. */
export interface ServiceCall {
  change: Change;
  blueprint: Blueprint;
  /** Value of the task's `yw:input`. */
  input: Record<string, unknown>;
  /** Result of the task that was completed in this very step, when a person's act led here. */
  given: Record<string, unknown> | undefined;
  /** Id of the call: by it the flow goes on when what it waits for has come. */
  call: string;
}

/** What an act gives back whose result comes later: the flow waits at the call. */
export const WAITS: unique symbol = Symbol("waits");

/** That an act could not be done for a reason of the business: the flow goes the way of the error's boundary event (BPMN 2.0 error). */
export interface Failure {
  failed: { error: string; message?: string };
}

/** Whether a service act failed. */
export function isFailure(result: Record<string, unknown>): result is Record<string, unknown> & Failure {
  return typeof result["failed"] === "object" && result["failed"] !== null && "error" in result["failed"];
}

/**
 * What a service task of a flow does, inside the step's transaction. It changes the matter through `change`, or writes rows of
 * its own block keyed by the matter; what it gives back becomes the node's result in the flow, or a `Failure` its error.
 */
export type ServiceAct = (ctx: Ctx, call: ServiceCall) => Promise<Record<string, unknown> | typeof WAITS>;

/** The acts that flows may call, by name: `licence.issue`, `payment.grant` … */
export const SERVICE_ACTS = port<Readonly<Record<string, ServiceAct>>>("matter.service-acts");

/** How an act of a kind happens: the block that brings what it brings knows this one, not the other way round. */
export const KIND_ACT = port<(act: string) => ServiceAct>("matter.kind-act");

/**
 * The act with a name: one of code where the name has a dot, else one of the matter's kind. Deployment has checked that flows call known acts, so a miss is a
 * fault of ours.
 */
export function serviceActOf(ctx: Ctx, name: string): ServiceAct {
  if (!name.includes(".")) return ctx.ports.get(KIND_ACT)(name);
  const act = ctx.ports.get(SERVICE_ACTS)[name];
  if (!act) throw new Error(`no service act is called ${name}`);
  return act;
}
