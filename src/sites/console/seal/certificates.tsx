import {
  CERTIFICATE_KINDS,
  CERTIFICATE_STATES,
  searchCertificates,
  type CertificateKind,
  type CertificateRow,
  type CertificateState,
} from "#trust/certificate";
import { organisationNow } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, FilterRow, formatDay, LinkButton, Pager, Section, Select, Table, TextField } from "#ui";
import { show } from "../show.tsx";
import { addressOf, chosen, pageOf } from "../typed.ts";
import { CertificateStanding } from "./certificate-state.tsx";
import { SealTabs } from "./seal-tabs.tsx";
import { ValidUntil } from "./seal-state.tsx";

const PATH = "/console/certificates";
const OTHERS = ["seal", "server", "maker", "time-stamp"] as const;
const KINDS = OTHERS.map((value) => ({ value, label: CERTIFICATE_KINDS[value].name }));
const STANDINGS = Object.entries(CERTIFICATE_STATES).map(([value, label]) => ({ value, label }));

const Name = ({ certificateId, subject }: CertificateRow) => <a href={`${PATH}/${certificateId}`}>{subject}</a>;

// The root with what it issued: two levels are all there are.
function Tree({ rows }: { rows: readonly CertificateRow[] }) {
  const leaf = (row: CertificateRow) => (
    <p>
      <Name {...row} /> <CertificateStanding state={row.state} /> <span class="hint">至 {formatDay(row.validUntil)}</span>
    </p>
  );
  return (
    <ul class="chain">
      {rows
        .filter(({ kind }) => kind === "root")
        .map((root) => (
          <li>
            {leaf(root)}
            <ul class="chain">
              {rows
                .filter(({ issuerId, certificateId }) => issuerId === root.certificateId && certificateId !== root.certificateId)
                .map((row) => (
                  <li>{leaf(row)}</li>
                ))}
            </ul>
          </li>
        ))}
    </ul>
  );
}

/** The city's authorities as a tree, and the certificates that the reader's duties reach. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const [text, kind, state] = ["q", "kind", "state"].map((name) => chosen(incoming.query, name));
  const page = pageOf(incoming.query);
  const [organisation, authorities, { rows, more }] = await Promise.all([
    organisationNow(ctx),
    searchCertificates(ctx, { authorities: true }),
    searchCertificates(ctx, {
      authorities: false,
      ...(text && { text }),
      ...(kind && { kind: kind as CertificateKind }),
      ...(state && { state: state as CertificateState }),
      page,
    }),
  ]);
  const narrowed = [text, kind, state].some((each) => each !== undefined);
  return show(incoming, ctx, {
    title: "数字证书",
    facts: <span>印章和服务器靠证书证明是谁的；证书由部门证书机构签发，部门由根证书签发。</span>,
    actions: (
      <LinkButton href="/verify/seal" kind="secondary">
        公开的核验说明
      </LinkButton>
    ),
    body: (
      <>
        <SealTabs current={PATH} />
        <FilterRow action={PATH} {...(narrowed && { clear: PATH })}>
          <TextField name="q" label="名称或序列号" type="search" {...(text && { value: text })} />
          <Select name="kind" label="种类" empty="全部" options={KINDS} {...(kind && { value: kind })} />
          <Select name="state" label="状态" empty="全部" options={STANDINGS} {...(state && { value: state })} />
        </FilterRow>
        <Table
          caption="证书"
          captionHidden
          stack
          rows={rows}
          empty={
            <EmptyState title={narrowed ? "没有符合条件的证书" : "还没有证书"} icon="key-round">
              <p>{narrowed ? "可以按名称的一部分或序列号的开头查，或者清空条件。" : "制作印章时会签发证书，出现在这里。"}</p>
            </EmptyState>
          }
          columns={[
            { title: "名称", cell: Name, names: true },
            { title: "种类", cell: (row) => CERTIFICATE_KINDS[row.kind].name, tight: true },
            { title: "单位", cell: ({ unit }) => (unit ? (organisation.units.get(unit)?.shortName ?? unit) : "全市共用") },
            { title: "序列号", cell: ({ serial }) => <span class="number" title={serial}>{`${serial.slice(0, 12)}…`}</span>, tight: true },
            { title: "状态", cell: (row) => <CertificateStanding state={row.state} />, tight: true },
            {
              title: "有效期至",
              cell: (row) => <ValidUntil until={row.validUntil} now={ctx.now} over={row.state === "revoked" || row.state === "expired"} />,
              tight: true,
            },
          ]}
        />
        {(more || page > 1) && <Pager page={page} pages={more ? page + 1 : page} href={(to) => addressOf(PATH, { q: text, kind, state, page: to })} />}
        <section class="after">
          <Section title="根证书和部门证书机构">
            <Tree rows={authorities.rows.toReversed()} />
          </Section>
        </section>
      </>
    ),
  });
}
