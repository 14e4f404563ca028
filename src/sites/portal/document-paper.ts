import { applicantDetails, type IssuedDocument, type MatterView } from "#base/matter";
import { organisationNow } from "#base/duty";
import { listLicencesOf } from "#base/licence";
import { acceptancePaper, appealWords, grantPaper, nonAcceptancePaper, receiptPaper, refusalPaper, specialPaper, supplementPaper, type Head, type Paper, type SupplementProblem } from "#base/paper";
import { registersNow } from "#base/register";
import { dayOf, readLimit } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import { notFound } from "#kernel/errors";
import { formWords } from "./guide-words.ts";
import { publicUrl } from "./site.ts";

const LICENSING = "01";
const CHANNELS: Record<string, string> = { online: "网上办事大厅", api: "网上办事大厅", counter: "政务服务窗口", proxy: "帮办代办" };
const SOURCES: Record<string, string> = { upload: "申请人提交", later: "申请人后补", licence: "电子证照库", form: "网上填写" };

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** "《中华人民共和国食品安全法》第三十五条": laws of the item that name a clause. */
function lawsOf({ basis }: MatterView["blueprint"]["version"]["definition"]["item"]): string[] {
  return basis
    .filter(({ clause }) => /^第.+条$/.test(clause))
    .map(({ law, clause }) => {
      const [, name = law, rest = ""] = /^([^（]+)(（.*）)?$/.exec(law) ?? [];
      return `《${name}》${rest}${clause}`;
    });
}

async function headOf(ctx: Ctx, view: MatterView, document: IssuedDocument): Promise<Head> {
  const { matter, blueprint } = view;
  const { item } = blueprint.version.definition;
  const organisation = await organisationNow(ctx);
  const issuer = organisation.bodyOf(matter.unit)?.name ?? item.department;
  return {
    number: document.number,
    issuer,
    date: dayOf(document.issuedAt),
    applicant: applicantDetails(ctx, matter).name,
    item: matter.itemName,
    matter: matter.number ?? "",
    contact: `${issuer}，电话 ${item.consult ?? "12345"}`,
    url: publicUrl(`/my/matters/${matter.matterId}`),
    sealNote: "演示",
    licensing: item.type === LICENSING,
  };
}

async function receiptOf(ctx: Ctx, view: MatterView, head: Head): Promise<Paper> {
  const registers = await registersNow(ctx);
  const sourceOf = (entry: { source: string; reference: string | null } | undefined): string => (entry?.source === "register" ? (registers.get(entry.reference ?? "")?.name ?? "政务库") : (SOURCES[entry?.source ?? ""] ?? "申请人提交"));
  const materials = view.materials
    .filter(({ entries, held }) => entries.length > 0 || held)
    .map(({ material, entries, held }) => ({ name: material.name, form: formWords(material).split(" ")[0]!, copies: material.copies, source: held ? sourceOf(held) : sourceOf(entries[0]) }));
  return receiptPaper(head, { receivedOn: dayOf(view.matter.submittedAt!), channel: CHANNELS[view.matter.channel] ?? "网上办事大厅", materials });
}

function acceptanceOf(view: MatterView, head: Head, { data }: IssuedDocument): Paper {
  const { limits } = view.blueprint.version.definition.item;
  const received = dayOf(view.matter.submittedAt!);
  const days = (limit: string | undefined): number => readLimit(limit ?? "")?.days ?? 0;
  return acceptancePaper(head, {
    receivedOn: received,
    acceptedOn: data["byLaw"] === true ? received : head.date,
    limits: { statutory: days(limits?.statutory), statutoryDue: text(data["statutory"]), promised: days(limits?.promised), due: text(data["due"]) },
    ...(data["byLaw"] === true && { byLaw: true }),
  });
}

async function grantOf(ctx: Ctx, view: MatterView, head: Head, { data }: IssuedDocument): Promise<Paper> {
  const { matter, blueprint } = view;
  const licence = (await listLicencesOf(ctx, applicantDetails(ctx, matter).number)).find(({ matterId }) => matterId === matter.matterId);
  const terms = licence ? [{ label: "证照编号", value: licence.number }, ...licence.face] : [{ label: "内容", value: text(data["outcome"]) }];
  return grantPaper(head, { acceptedOn: dayOf(matter.acceptedAt ?? matter.submittedAt!), basis: lawsOf(blueprint.version.definition.item), terms, ...(licence && { licence: licence.name }) });
}

/** The paper of a document of one's own matter, in the words of the law. */
export async function paperOf(ctx: Ctx, view: MatterView, document: IssuedDocument): Promise<Paper> {
  const { matter, blueprint } = view;
  const { item } = blueprint.version.definition;
  const { data } = document;
  const head = await headOf(ctx, view, document);
  const receivedOn = dayOf(matter.submittedAt!);
  const acceptedOn = dayOf(matter.acceptedAt ?? matter.submittedAt!);
  const appeal = item.appeal ? appealWords(item.appeal) : "";
  switch (document.kind) {
    case "receipt":
      return receiptOf(ctx, view, head);
    case "supplement":
      return supplementPaper(head, { receivedOn, problems: ((data["problems"] ?? []) as SupplementProblem[]).map(({ about, problem }) => ({ about: item.materials.find(({ id }) => id === about)?.name ?? about, problem })) });
    case "acceptance":
      return acceptanceOf(view, head, document);
    case "non-acceptance":
      return nonAcceptancePaper(head, { receivedOn, ground: { kind: "other", basis: head.licensing ? "《中华人民共和国行政许可法》第三十二条第一款" : (lawsOf(item)[0] ?? "有关规定") }, reason: text(data["reason"]), appeal });
    case "special":
      return specialPaper(head, { acceptedOn, ground: { kind: "paused", procedure: text(data["name"]), workdays: Number(data["expectedDays"]) }, reason: text(data["reason"]) });
    case "grant":
      return grantOf(ctx, view, head, document);
    case "refusal":
      return refusalPaper(head, { acceptedOn, reason: text(data["reason"]), basis: text(data["basis"]) ? [text(data["basis"])] : lawsOf(item), appeal });
    default:
      throw notFound("文书");
  }
}
