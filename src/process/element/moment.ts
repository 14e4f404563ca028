import { isCycle, isDuration, type Moment } from "#process/graph";
import { textOf, type Element, refuse, type FlowRefusal } from "#process/notation";

const NEVER: Moment = { duration: "P0D" };

/** The moment of a timer definition; what cannot be read goes to `refusals`. */
export function momentOf(timer: Element, owner: string, refusals: FlowRefusal[]): Moment {
  const [duration, at, cycle] = [textOf(timer.timeDuration), textOf(timer.timeDate), textOf(timer.timeCycle)];
  const { clock } = timer as { clock?: string };
  const given = [duration, at, cycle, clock].filter((each) => each !== undefined);
  const [only = ""] = given;
  if (given.length !== 1) refusals.push(refuse(owner, "timer-values"));
  else if ((duration !== undefined && !isDuration(duration)) || (cycle !== undefined && !isCycle(cycle))) refusals.push(refuse(owner, "timer-moment", only));
  if (clock !== undefined) return { clock };
  if (duration !== undefined) return { duration };
  if (cycle !== undefined) return { cycle };
  return at === undefined ? NEVER : { at };
}
