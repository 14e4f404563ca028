import type { Actor } from "#kernel/ctx";
import type { PartyGiven } from "#matter/party";
import { foldPhone, isPhone } from "#values/codes";
import { RadioGroup, TextField } from "#ui";
import { textOf } from "../show.ts";
import type { Beginner } from "./beginning.ts";

// Whether somebody says who they are, and what they say of it. Names begin with "_": they are the page's, not the form's.

const NAMELESS = "不愿透露姓名";

/** The ways in which somebody may be named here. */
function choicesFor({ party, nameless }: Beginner, actor: Actor): { value: string; label: string; hint?: string }[] {
  if (!party) return [];
  if (actor.onBehalf) return [];
  if (actor.kind === "person") {
    return nameless
      ? [
          { value: "person", label: `用我的姓名（${actor.name}）`, hint: "在“我的事项”里看进度。" },
          { value: "anonymous", label: NAMELESS, hint: "凭编号和查询码看进度。" },
        ]
      : [];
  }
  return [
    ...(party.who.includes("person") ? [{ value: "person", label: "个人，留下姓名" }] : []),
    ...(party.who.includes("organisation") ? [{ value: "organisation", label: "单位，留下名称" }] : []),
    ...(nameless ? [{ value: "anonymous", label: NAMELESS }] : []),
  ];
}

/** Asks who somebody is; nothing where that is known, or nobody has a part in it. */
export function WhoFields({
  beginner,
  actor,
  body,
  errors,
}: {
  beginner: Beginner;
  actor: Actor;
  body: Record<string, unknown>;
  errors: Record<string, string>;
}) {
  const choices = choicesFor(beginner, actor);
  if (choices.length === 0) return null;
  const asked = actor.kind !== "person";
  return (
    <>
      <h2>您是谁</h2>
      <RadioGroup
        name="_who"
        label="是否留下姓名"
        options={choices}
        value={textOf(body, "_who") || (choices.length === 1 ? choices[0]!.value : "")}
        {...(errors["_who"] && { error: errors["_who"] })}
      />
      {asked && (
        <>
          <TextField
            name="_name"
            label="姓名或者名称"
            required={false}
            maxLength={100}
            autocomplete="name"
            value={textOf(body, "_name")}
            {...(errors["_name"] && { error: errors["_name"] })}
          />
          <TextField
            name="_phone"
            label="电话"
            hint="有进展会发短信给您；不留的，凭编号和查询码看进度"
            required={false}
            type="tel"
            length={20}
            maxLength={20}
            autocomplete="tel"
            value={textOf(body, "_phone")}
            {...(errors["_phone"] && { error: errors["_phone"] })}
          />
        </>
      )}
    </>
  );
}

/** Who somebody says they are, with what is wrong with it by field. */
export function whoOf(beginner: Beginner, actor: Actor, body: Record<string, unknown>): { party?: PartyGiven; errors: Record<string, string> } {
  const choices = choicesFor(beginner, actor);
  if (choices.length === 0) return { errors: {} };
  const kind = choices.find(({ value }) => value === textOf(body, "_who"))?.value as PartyGiven["kind"] | undefined;
  if (kind === undefined) return { errors: { _who: "请选择是否留下姓名" } };
  if (actor.kind === "person") return { ...(kind === "anonymous" && { party: { kind } }), errors: {} };
  const [name, phone] = [textOf(body, "_name"), foldPhone(textOf(body, "_phone"))];
  const errors: Record<string, string> = {};
  if (kind !== "anonymous" && [...name].length < 2) errors["_name"] = "请填写姓名或者名称；不愿意留的，请选“不愿透露姓名”";
  if ([...name].length > 100) errors["_name"] = "姓名或者名称最多写 100 个字";
  if (phone !== "" && !isPhone(phone)) errors["_phone"] = "请核对电话，应是 11 位手机号，或者带区号的座机号";
  return { party: { kind, ...(kind !== "anonymous" && { name }), ...(phone !== "" && { phone }) }, errors };
}
