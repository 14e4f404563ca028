import type { Ctx } from "#kernel/ctx";
import { begin } from "#matter/begin";
import { listTies } from "#matter/link";
import { getMatter } from "#matter/matter";
import { findPlace } from "#place/address";
import { liesIn, type Bounds } from "#place/point";
import { programOf } from "#people/identity";
import { Refusal } from "#values/errors";
import type { Value } from "./format.ts";
import { bad } from "./refused.ts";
import { CHANNEL, serviceOf, type Attribute } from "./offered.ts";

/** Most characters of a description; line breaks count. */
const LONGEST = 4000;
const EARTH: Bounds = { west: -180, south: -90, east: 180, north: 90 };

/** The parameters of a call, empty ones left out: an empty parameter is an absent one. */
export type Posted = Readonly<Record<string, string | string[]>>;

/** The parameters of a call without those that are empty. */
export function filled(given: Readonly<Record<string, unknown>>): Posted {
  const kept = Object.entries(given).flatMap(([name, value]): [string, string | string[]][] => {
    const texts = [value].flat().flatMap((each) => (typeof each === "string" && each.trim() !== "" ? [each] : []));
    return texts.length === 0 ? [] : [[name, texts.length === 1 ? texts[0]! : texts]];
  });
  return Object.fromEntries(kept);
}

function one(posted: Posted, name: string): string | undefined {
  const value = posted[name];
  if (Array.isArray(value)) throw bad("REPEATED", `参数 ${name} 只能写一次，请去掉多余的。`);
  return value?.trim();
}

function degrees(posted: Posted, name: "lat" | "long"): number | undefined {
  const written = one(posted, name);
  if (written === undefined) return undefined;
  if (!/^[+-]?\d{1,3}(\.\d+)?$/.test(written))
    throw bad("PLACE", `${name} 要写十进制的度数（WGS84），例如 lat=26.65&long=118.12，这里是“${written.slice(0, 40)}”。`);
  return Number(written);
}

/** Where it is: a point, an address that the city knows, or words. Refuses what is neither, and a point that lies on no earth. */
async function placeOf(ctx: Ctx, posted: Posted): Promise<{ address?: string; point?: [number, number] }> {
  const [lat, long] = [degrees(posted, "lat"), degrees(posted, "long")];
  const address = one(posted, "address_string") ?? one(posted, "address_id");
  if ((lat === undefined) !== (long === undefined)) throw bad("PLACE", "纬度 lat 和经度 long 要一起写，少一个就不知道在哪里。");
  if (lat !== undefined && long !== undefined) {
    if (!liesIn([long, lat], EARTH)) {
      const turned = liesIn([lat, long], EARTH) ? "像是把经度和纬度写反了：lat 是纬度，long 是经度。" : "请核对。";
      throw bad("PLACE", `纬度在 -90 到 90 之间，经度在 -180 到 180 之间，这里是 lat=${lat}、long=${long}。${turned}`);
    }
    return { point: [long, lat], ...(address !== undefined && { address }) };
  }
  if (address === undefined) throw bad("PLACE", "要写明地点：lat 和 long，或者 address_string，或者 address_id。");
  const { candidates, verdict } = await findPlace(ctx, address);
  const [found] = candidates;
  return verdict === "sure" && found?.kind === "address" ? { address, point: [...found.point] } : { address };
}

function valueOf({ field, datatype, values }: Attribute, given: string | string[]): unknown {
  const texts = [given].flat();
  const unknown = values && texts.find((text) => !values.some(({ key }) => key === text));
  if (unknown !== undefined)
    throw bad(
      "ATTRIBUTE",
      `attribute[${field.name}]（${field.label}）没有“${unknown.slice(0, 40)}”这个选项。可以用的有：${values!.map(({ key }) => key).join("、")}。`,
    );
  if (datatype === "multivaluelist") return texts;
  const [text = "", more] = texts;
  if (more !== undefined) throw bad("ATTRIBUTE", `attribute[${field.name}]（${field.label}）只能写一个值。`);
  if (field.type === "yes-no") return text === "true";
  if (datatype !== "number") return text;
  if (!/^[+-]?\d+(\.\d+)?$/.test(text.trim())) throw bad("ATTRIBUTE", `attribute[${field.name}]（${field.label}）要写数字，这里是“${text.slice(0, 40)}”。`);
  return Number(text);
}

// Numbers that a client gives its own report, in the order of trust: one report that comes twice is one.
const OWN_NUMBERS = ["fixmystreet_id", "external_id", "client_id"];

function attributesOf(posted: Posted, attributes: readonly Attribute[]): { answers: Record<string, unknown>; own: string | undefined } {
  const given = new Map(
    Object.entries(posted).flatMap(([name, value]) =>
      /^attribute\[([^\]]{1,60})\](\[\])?$/.exec(name) ? [[/\[([^\]]+)\]/.exec(name)![1]!, value] as const] : [],
    ),
  );
  const lacking = attributes.find(({ field }) => field.required && !given.has(field.name));
  if (lacking) throw bad("ATTRIBUTE", `少了 attribute[${lacking.field.name}]（${lacking.field.label}）。`);
  const own = OWN_NUMBERS.flatMap((name) => [given.get(name) ?? []].flat())[0];
  const answers = attributes.flatMap((attribute): [string, unknown][] => {
    const value = given.get(attribute.field.name);
    return value === undefined ? [] : [[attribute.field.name, valueOf(attribute, value)]];
  });
  return { answers: Object.fromEntries(answers), own };
}

/** Whoever's key it is; 403 for none, and for one that is none or has ended. */
async function reporter(ctx: Ctx, posted: Posted): Promise<{ acting: Ctx; system: string }> {
  const key = one(posted, "api_key");
  const program = key === undefined ? undefined : await programOf(ctx, key);
  if (!program)
    throw new Refusal(
      403,
      "API_KEY",
      key === undefined ? "请写明 api_key，没有的请向平台管理员申请。" : "这个 api_key 不对，或者已经停用，请向平台管理员核对。",
    );
  return { acting: { ...ctx, actor: program.actor }, system: program.system };
}

/** Takes a report: the matter that it begins, or, where the client has sent it before, the one that is there. */
export async function report(ctx: Ctx, body: Readonly<Record<string, unknown>>): Promise<Value> {
  const posted = filled(body);
  const { acting, system } = await reporter(ctx, posted);
  const code = one(posted, "service_code");
  if (code === undefined) throw bad("SERVICE_CODE", "请写明 service_code，就是要报告哪一类问题。");
  const { blueprint, description, attributes } = await serviceOf(acting, code);
  const said = one(posted, "description");
  if (said !== undefined && [...said].length > LONGEST) throw bad("DESCRIPTION", `description 最多 ${LONGEST} 个字。`);
  const { answers, own } = attributesOf(posted, attributes);
  const { place } = blueprint.kind;
  const name = [one(posted, "last_name"), one(posted, "first_name")].filter((part) => part !== undefined).join("");
  const phone = one(posted, "phone");
  const known = name !== "" || phone !== undefined;
  const begun = await begin(acting, {
    item: code,
    channel: CHANNEL,
    form: {
      ...answers,
      ...(place !== undefined && { [place]: await placeOf(acting, posted) }),
      ...(description && said !== undefined && { [description.name]: said }),
    },
    party: known ? { kind: "person", name: name || "没有留姓名", ...(phone !== undefined && { phone }) } : { kind: "anonymous" },
    ...(own !== undefined && { source: { system, number: own.slice(0, 100) } }),
  });
  const { matter } = await getMatter(acting, begun.matterId);
  const joined = (await listTies(acting, matter)).find(({ link, outward }) => outward && blueprint.kind.links[link]?.suggest !== undefined);
  const notice = begun.again ? "这一件以前收到过。" : joined ? `与 ${joined.number} 是同一件事，一并处理。` : "";
  return { of: "request", items: [{ service_request_id: begun.number, service_notice: notice, account_id: null }] };
}
