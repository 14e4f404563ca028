import type { Matter } from "./matter.ts";

// Evidence that is about no register stands beside theirs, under names that no register can have.
export const IDENTITY = "$identity";
export const BENEFICIARY = "$beneficiary";
export const HELD = "$held";
export const PARTIES = "$parties";
export const READS = "$reads";
export const LINKS = "$links";
export const CHILDREN = "$children";
export const DELIVERY = "$delivery";

/** The kept evidence as formulas and rules see it. Of a matter from before it was kept so, or not submitted yet, only what there is. */
export function evidenceIn({ facts }: Pick<Matter, "facts">): Record<string, unknown> {
  const {
    [IDENTITY]: identity = {},
    [BENEFICIARY]: beneficiary,
    [HELD]: held = [],
    [PARTIES]: party,
    [READS]: reads = {},
    [LINKS]: link = {},
    [CHILDREN]: children = [],
    [DELIVERY]: delivery = {},
    ...register
  } = facts;
  return {
    register,
    identity,
    beneficiary: beneficiary ?? { own: true, register },
    held,
    reads,
    link,
    children,
    delivery,
    ...(party !== undefined && { party }),
  };
}
