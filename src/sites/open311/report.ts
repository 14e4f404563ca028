import type { Ctx } from "#kernel/ctx";
import type { Incoming } from "#kernel/http";
import { transaction } from "#kernel/db";
import { begin, type Begun } from "#matter/begin";
import { listTies } from "#matter/link";
import type { BroughtFor } from "#matter/intake";
import { getMatter } from "#matter/matter";
import { senderSays } from "#matter/sender";
import { findPlace } from "#place/address";
import { liesIn, type Bounds } from "#place/point";
import type { Value } from "./format.ts";
import { bad } from "./refused.ts";
import { described, filled, one, personOf, reporter, type Posted } from "./parameters.ts";
import { dropAll, elsewhereWords, photographsIn, type Photographs } from "./photographs.ts";
import { CHANNEL, serviceOf, type Attribute, type Service } from "./offered.ts";

const EARTH: Bounds = { west: -180, south: -90, east: 180, north: 90 };

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

/** Files for the field of the form that asks for photographs; none where the kind asks for none. */
function photosFor({ photos }: Service, { files }: Photographs): BroughtFor[] | undefined {
  return photos && files.length > 0 ? files.map((file) => ({ ...file, field: photos.name })) : undefined;
}

/** What whoever reports is told beside the number. */
async function noticeOf(ctx: Ctx, begun: Begun, { blueprint, photos }: Service, { files, elsewhere }: Photographs): Promise<string> {
  if (begun.again) return "这一件以前收到过。";
  const { matter } = await getMatter(ctx, begun.matterId);
  const joined = (await listTies(ctx, matter)).find(({ link, outward }) => outward && blueprint.kind.links[link]?.suggest !== undefined);
  return [
    joined ? `与 ${joined.number} 是同一件事，一并处理。` : "",
    files.length > 0 && !photos ? "这一类问题不收照片，照片没有留下。" : "",
    elsewhere.length > 0 ? "media_url 里的网址没有打开，只作为文字留给工作人员；要交照片，请用 multipart 上传。" : "",
  ].join("");
}

async function begunFrom(acting: Ctx, system: string, posted: Posted, pictures: Photographs): Promise<Value> {
  const code = one(posted, "service_code");
  if (code === undefined) throw bad("SERVICE_CODE", "请写明 service_code，就是要报告哪一类问题。");
  const service = await serviceOf(acting, code);
  const { blueprint, description, attributes } = service;
  const said = described(posted);
  const { answers, own } = attributesOf(posted, attributes);
  const { place } = blueprint.kind;
  const files = photosFor(service, pictures);
  const form = {
    ...answers,
    ...(place !== undefined && { [place]: await placeOf(acting, posted) }),
    ...(description && said !== undefined && { [description.name]: said }),
  };
  const begun = await transaction(acting, async (inner) => {
    const source = own === undefined ? undefined : { system, number: own.slice(0, 100) };
    const here = await begin(inner, { item: code, channel: CHANNEL, form, party: personOf(posted), ...(files && { files }), ...(source && { source }) });
    const words = elsewhereWords(pictures.elsewhere);
    if (words !== "" && !here.again) await senderSays(inner, here.matterId, { words });
    return here;
  });
  const service_notice = await noticeOf(acting, begun, service, pictures);
  return { of: "request", items: [{ service_request_id: begun.number, service_notice, account_id: null }] };
}

/** Takes a report: the matter that it begins, or, where the client has sent it before, the one that is there. */
export async function report(ctx: Ctx, { body, brought }: Pick<Incoming, "body" | "brought">): Promise<Value> {
  const posted = filled(body);
  const { acting, system } = await reporter(ctx, posted);
  const pictures = await photographsIn(acting, posted, brought);
  try {
    return await begunFrom(acting, system, posted, pictures);
  } finally {
    await dropAll(pictures);
  }
}
