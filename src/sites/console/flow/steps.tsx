import type { Kind } from "#content/kind";
import { compile } from "#process/bpmn";
import { packRoles, roleName } from "#people/duty";
import type { Ctx } from "#kernel/ctx";
import type { Node } from "#process/graph";
import type { ComponentChild } from "preact";
import { Table } from "#ui";
import { addressOfPart } from "./flow-tabs.tsx";

type UserNode = Extract<Node, { kind: "user" }>;

/** The steps that people do, as a list: for whoever does not read drawings, and for narrow screens. Undefined while the flow is refused. */
export async function stepsOf(ctx: Ctx, xml: string, itemId: string, kind: Kind | undefined): Promise<ComponentChild> {
  const compiled = await compile(xml);
  if ("refusals" in compiled) return undefined;
  const roles = await packRoles(ctx);
  const rows = Object.values(compiled.graph.nodes).filter((node): node is UserNode => node.kind === "user");
  return (
    <Table
      caption="人工环节"
      stack
      rows={rows}
      columns={[
        { title: "环节", cell: ({ name, id }) => <a href={`${addressOfPart(itemId)}/steps/${encodeURIComponent(id)}`}>{name || id}</a>, names: true },
        { title: "编号", cell: ({ id }) => <code>{id}</code>, tight: true },
        { title: "种类", cell: ({ work }) => kind?.works[work]?.word ?? work, tight: true },
        {
          title: "由谁办理",
          cell: ({ party, role }) => (party ? (kind?.parties[party]?.word ?? party) : role ? roleName(role, roles) : "不限岗位"),
          tight: true,
        },
        { title: "单位", cell: ({ unit }) => (unit ? <code>{unit}</code> : "") },
        { title: "时限", cell: ({ limit }) => limit ?? "", tight: true },
      ]}
    />
  );
}
