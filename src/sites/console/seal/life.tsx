import { MOVES as SEAL_MOVES, type SealStep } from "#trust/seal";
import { ProgressLine } from "#ui";

const WHAT: Record<SealStep["kind"], string> = {
  applied: "申请",
  ...(Object.fromEntries(Object.entries(SEAL_MOVES).map(([kind, { verb }]) => [kind, verb])) as Record<keyof typeof SEAL_MOVES, string>),
};
const TONES: Partial<Record<SealStep["kind"], "bad" | "waiting">> = { refused: "bad", frozen: "waiting", revoked: "bad", expired: "bad" };

/** The life of a seal, from its application on: what, who, when and why. */
export function SealLife({ steps }: { steps: readonly SealStep[] }) {
  return (
    <ProgressLine
      withYear
      acts={steps.map(({ kind, actorName, happenedAt, reason }) => ({
        what: WHAT[kind],
        by: actorName,
        at: happenedAt,
        note: <p>{reason}</p>,
        ...(TONES[kind] && { tone: TONES[kind] }),
      }))}
    />
  );
}
