import { COPY_STATES, LICENCE_STATES } from "#outcome/licence";
import { type FileStanding } from "#outcome/licence-file";
import { DefinitionList, formatDate, Section, State } from "#ui";
import { CopyStandingWord, lastDay } from "./copy-words.tsx";

/** Whether what a file shows may be relied on today, whatever its seal proves of the day it was set. */
export function holdsToday({ licence, copy }: FileStanding): boolean {
  return (copy?.state ?? licence.state) === "valid";
}

/** "证照现在已注销", "加注件已经过期": why not, in few words. */
export function whyNotToday({ licence, copy }: FileStanding): string {
  return copy && copy.state !== "licence" ? `加注件${COPY_STATES[copy.state]}` : `证照现在${LICENCE_STATES[licence.state].label}`;
}

/** How the licence of a checked file stands today. */
export function FileStandingSection({ standing: { licence, copy } }: { standing: FileStanding }) {
  const { state, why } = licence;
  return (
    <Section title={`${licence.name}今天怎么样`}>
      <DefinitionList
        items={[
          {
            term: "证照现在",
            detail: (
              <>
                <State tone={state === "valid" ? "good" : "bad"}>{LICENCE_STATES[state].label}</State>
                {why && ` ${formatDate(why.day, { year: true })}起`}
              </>
            ),
          },
          { term: "证照编号", detail: <span class="number">{licence.number}</span> },
          { term: "持证者", detail: licence.holder.label },
          ...(copy
            ? [
                { term: "加注件现在", detail: <CopyStandingWord state={copy.state} /> },
                { term: "只能用来", detail: copy.copy.use },
                { term: "给谁用", detail: copy.copy.recipient },
                { term: "有效期至", detail: lastDay(copy.copy.untilDay) },
              ]
            : []),
        ]}
      />
    </Section>
  );
}
