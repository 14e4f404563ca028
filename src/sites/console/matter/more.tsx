import { drawing, type Marks } from "#process/diagram";
import type { Organisation } from "#people/duty";
import { firstBrokenAct, type IssuedDocument } from "#matter/matter";
import type { MatterView } from "#matter/view";
import { calendarNow } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { ComponentChild } from "preact";
import { EmptyState, formatDateTime, Table, Tabs } from "#ui";
import { shortDate } from "../short-date.ts";
import { MatterHistory } from "./history.tsx";
import { outcomeWords } from "./outcome-words.ts";

const PARTS = { history: "办理记录", flow: "流程图", documents: "文书" } as const;
export type Part = keyof typeof PARTS;

/** The part of a matter that an address asks for. */
export function partOf(text: string | undefined): Part {
  return text !== undefined && Object.hasOwn(PARTS, text) ? (text as Part) : "history";
}

function Documents({ matterId, documents }: { matterId: string; documents: readonly IssuedDocument[] }) {
  return (
    <Table
      caption="这件事的文书"
      captionHidden
      rows={documents}
      empty={
        <EmptyState title="还没有文书" icon="file-text">
          <p>办到要出文书的环节时自动生成，会出现在这里。</p>
        </EmptyState>
      }
      columns={[
        {
          title: "文书",
          cell: ({ documentId, name }) => (
            <a href={`/console/matters/${matterId}/documents/${documentId}`}>
              {name}
              <span class="hush">，PDF</span>
            </a>
          ),
          names: true,
        },
        { title: "文号", cell: ({ number }) => <span class="number">{number}</span>, tight: true },
        {
          title: "版式文件",
          cell: ({ documentId, name }) => (
            <>
              <a href={`/console/matters/${matterId}/documents/${documentId}/ofd`}>
                OFD<span class="hush">：{name}</span>
              </a>
              、
              <a href={`/console/matters/${matterId}/documents/${documentId}/archive`}>
                归档副本<span class="hush">：{name}</span>
              </a>
            </>
          ),
          tight: true,
        },
        { title: "生成时间", cell: ({ issuedAt }) => formatDateTime(issuedAt), tight: true },
      ]}
    />
  );
}

/** The flow with what is done and where it waits. */
export async function FlowDrawing(xml: string, marks?: Marks): Promise<ComponentChild> {
  const svg = await drawing(xml, marks);
  if (svg === "") return <EmptyState title="这个流程没有图" icon="layers" />;
  // The drawing is our own text: names in it are escaped where it is made.
  return <div class="flow-box" tabindex={0} role="region" aria-label="流程图" dangerouslySetInnerHTML={{ __html: svg }} />;
}

/** Where the matter stands on the drawing, who did what and when, and the same as a list. */
async function FlowPart({ matter, blueprint, tasks, open }: MatterView, organisation: Organisation): Promise<ComponentChild> {
  const wordOf = (party: string | null): string => (party === null ? "" : (blueprint.kind.parties[party]?.word ?? party));
  const walked = tasks.filter((task) => task.kind !== "copy" && (task.doneAt ?? !task.cancelledAt));
  const notes = Object.fromEntries(
    walked.flatMap(({ node, holderName, party, doneAt }) => (doneAt ? [[node, `${holderName ?? wordOf(party)} ${shortDate(doneAt)}`]] : [])),
  );
  const marks = { done: matter.walked, active: open.filter((task) => task.kind !== "copy").map((task) => task.node), notes };
  return (
    <>
      {await FlowDrawing(blueprint.flow, marks)}
      <Table
        caption="走过的环节"
        stack
        rows={walked}
        columns={[
          { title: "环节", cell: ({ name }) => name, names: true },
          {
            title: "办理人",
            cell: ({ holderName, assigneeName, party, unit }) => holderName ?? assigneeName ?? (party ? wordOf(party) : organisation.unitName(unit ?? "")),
          },
          { title: "收到", cell: ({ openedAt }) => formatDateTime(openedAt), tight: true },
          { title: "办完", cell: ({ doneAt }) => (doneAt ? formatDateTime(doneAt) : "在办"), tight: true },
          { title: "结果", cell: ({ outcome, kind }) => (outcome ? outcomeWords(blueprint.kind, outcome, kind) : ""), tight: true },
        ]}
      />
    </>
  );
}

/** Under a matter: its history, where it stands in the flow, its documents. Each part has its own address. */
export async function moreOf(
  ctx: Ctx,
  view: MatterView,
  organisation: Organisation,
  part: Part,
  documents: readonly IssuedDocument[],
): Promise<ComponentChild> {
  const { matter, acts } = view;
  const counts: Record<Part, number | undefined> = { history: acts.length, flow: undefined, documents: documents.length };
  return (
    <section id="more">
      <Tabs
        label="这件事的其他内容"
        tabs={(Object.keys(PARTS) as Part[]).map((each) => ({
          href: `/console/matters/${matter.matterId}?part=${each}#more`,
          label: PARTS[each],
          current: each === part,
          ...(counts[each] !== undefined && { count: counts[each] }),
        }))}
      />
      {part === "history" && (
        <MatterHistory
          acts={acts}
          kind={view.blueprint.kind}
          organisation={organisation}
          calendar={await calendarNow(ctx)}
          broken={await firstBrokenAct(ctx, matter.matterId)}
        />
      )}
      {part === "flow" && (await FlowPart(view, organisation))}
      {part === "documents" && <Documents matterId={matter.matterId} documents={documents} />}
    </section>
  );
}
