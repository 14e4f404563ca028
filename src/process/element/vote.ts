/** How a countersigning is counted: all, a number of them, or a share; `veto`: one who disagrees ends it. */
export type Vote = { readonly count: string; readonly veto: boolean };

const SHARE = /^(100|[1-9]\d?)%$/;

/** Whether a text says how votes are counted: "all", a number such as "3", or a share such as "60%". */
export function isVote(text: string): boolean {
  return text === "all" || /^[1-9]\d{0,2}$/.test(text) || SHARE.test(text);
}

const AGREED = 'count(results[outcome = "agree"])';
const DISAGREED = 'count(results[outcome = "disagree"])';

function needed(count: string): string {
  if (count === "all") return "total";
  const share = SHARE.exec(count)?.[1];
  return share === undefined ? count : `ceiling(total * ${share} / 100)`;
}

/** When a countersigning is decided, whoever has not signed yet: enough agree, enough can agree no more, or somebody vetoed. FEEL over the counts. */
export function decidedBy({ count, veto }: Vote): string {
  const parts = [`${AGREED} >= ${needed(count)}`, `${DISAGREED} > total - ${needed(count)}`, ...(veto ? [`${DISAGREED} > 0`] : [])];
  return parts.join(" or ");
}

/** Whether it passed, once it is decided. */
export function passedBy({ count, veto }: Vote): string {
  return `${AGREED} >= ${needed(count)}${veto ? ` and ${DISAGREED} = 0` : ""}`;
}
