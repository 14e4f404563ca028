import { listHolders, organisationNow } from "#people/duty";
import { jumpTargets } from "#process/relocation";
import type { MatterView } from "#matter/view";
import { earlierSteps, listFellows, type FellowWorker, type Offer } from "#matter/move";
import type { Ctx } from "#kernel/ctx";
import type { ComponentChild } from "preact";
import { RadioGroup, Select, TextArea, type SelectOption } from "#ui";
import { MOVE_WORDS } from "./move-words.ts";

/** Value and error of a field, for the form that came back. */
export type Given = (name: string) => { name: string; value: string; error?: string };

interface FieldsOf {
  ctx: Ctx;
  view: MatterView;
  offer: Offer;
  given: Given;
}

const NUMBERS = ["一", "二", "三"];

function person({ id, name, unit, post }: FellowWorker): SelectOption {
  return { value: id, label: `${name}　${unit}　${post}` };
}

/** Three places for names: one is enough, more people than that are asked in turn. */
function several(label: string, fellows: FellowWorker[], given: Given): ComponentChild {
  return NUMBERS.map((number, index) => (
    <Select
      {...given(index === 0 ? "to" : `to${index + 1}`)}
      label={index === 0 ? label : `${label}（第${number}位）`}
      empty={index === 0 ? "请选择" : "没有"}
      options={fellows.map(person)}
    />
  ));
}

async function handOver({ ctx, view, offer, given }: FieldsOf): Promise<ComponentChild> {
  const fellows = await listFellows(ctx);
  const task = view.open.find(({ taskId }) => taskId === offer.task);
  const { role, unit, area } = task ?? {};
  const fit = role && unit ? new Set(await listHolders(ctx, role, { unit, area: area ?? view.matter.area })) : undefined;
  const organisation = await organisationNow(ctx);
  const desks = [...new Set(fellows.filter((each) => role && each.roles.includes(role)).map((each) => each.desk))];
  return (
    <>
      <Select {...given("to")} label="转给哪位同事" empty="不指定人" options={fellows.filter(({ id }) => !fit || fit.has(id)).map(person)} />
      {role && (
        <Select
          {...given("unit")}
          label="或者转给哪个单位"
          empty="不转给单位"
          options={desks.filter((desk) => desk !== unit).map((desk) => ({ value: desk, label: organisation.unitName(desk) }))}
        />
      )}
    </>
  );
}

async function particular(fields: FieldsOf): Promise<ComponentChild> {
  const { ctx, view, offer, given } = fields;
  const steps = (nodes: { node: string; name: string }[]): SelectOption[] => nodes.map(({ node, name }) => ({ value: node, label: name }));
  switch (offer.move) {
    case "return":
      return <Select {...given("node")} label="退回到哪个环节" options={steps(earlierSteps(view, offer.task ?? ""))} />;
    case "jump":
      return <Select {...given("node")} label="跳到哪个环节" options={steps(jumpTargets(view.blueprint.graph))} />;
    case "hand-over":
      return handOver(fields);
    case "delegate":
      return <Select {...given("to")} label="委派给谁" options={(await listFellows(ctx)).map(person)} />;
    case "sign":
      return (
        <>
          <RadioGroup
            {...given("when")}
            label="什么时候签"
            options={[
              { value: "before", label: "前加签：先签，我再办" },
              { value: "beside", label: "并加签：同时办" },
              { value: "after", label: "后加签：我办完再签" },
            ]}
          />
          {several("请谁加签", await listFellows(ctx), given)}
        </>
      );
    case "copy":
      return several("抄送给谁", await listFellows(ctx), given);
    case "add-countersigner": {
      const organisation = await organisationNow(ctx);
      const units = organisation.standing.map(({ unit, name }) => ({ value: unit, label: name }));
      return <Select {...given("unit")} label="哪个单位会签" options={units} />;
    }
    case "terminate":
      return <TextArea {...given("basis")} label="依据" hint="写明法律、法规或者文件的名称和条款。" rows={2} />;
    default:
      return null;
  }
}

/** The fields that a move asks for. */
export async function MoveFields(fields: FieldsOf): Promise<ComponentChild> {
  const { reason, hint } = MOVE_WORDS[fields.offer.move];
  return (
    <>
      {await particular(fields)}
      {reason && <TextArea {...fields.given("reason")} label={reason} {...(hint && { hint })} rows={3} />}
    </>
  );
}
