import { grants, organisationNow, type Organisation } from "#people/duty";
import { listLicencesByIndex } from "#outcome/licence";
import { mattersAbout } from "#matter/party";
import { isDay } from "#kernel/clock";
import { getRecord, listVersions, recordOn, relationsOf, type RecordVersion } from "#register/reading";
import type { RegisterDefinition, RegisterRecord } from "#register/register";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { Button, DefinitionList, formatDateTime, History, Notice, Section, Tag, TextField } from "#ui";
import { show } from "../show.tsx";
import { chosen } from "../typed.ts";
import { aboutSection } from "./about.tsx";
import { RelationsPart } from "./relations.tsx";
import { valueWords } from "./value-words.ts";

const SOURCES: Record<string, string> = { import: "导入", matter: "办理中产生" };

function Values({ definition, record, organisation, at }: { definition: RegisterDefinition; record: RegisterRecord; organisation: Organisation; at?: string }) {
  return (
    <DefinitionList
      items={definition.fields.map((field) => {
        const { name, label, personal, grade } = field;
        const value = valueWords(record.values[name], organisation, field);
        return {
          term: label,
          detail: (
            <>
              {value}
              {at && personal && value.includes("*") && (
                <a class="unmask" href={`${at}/unmask?field=${encodeURIComponent(name)}`}>
                  查看完整<span class="hush">：{label}</span>
                </a>
              )}{" "}
              {grade > 2 && <Tag>{grade} 级</Tag>}
            </>
          ),
        };
      })}
    />
  );
}

/** What a version changed, a line each; encrypted values that look alike when masked are said to be others. */
function Changes({ definition, version, organisation }: { definition: RegisterDefinition; version: RecordVersion; organisation: Organisation }) {
  return (
    <>
      {version.changes.map(({ field: name, before, after }) => {
        const field = definition.fields.find((each) => each.name === name)!;
        const [was, is] = [valueWords(before, organisation, field), valueWords(after, organisation, field)];
        return (
          <div>
            {field.label}：{was === is ? `${is}（已改，遮盖后看不出）` : `${was} → ${is}`}
          </div>
        );
      })}
    </>
  );
}

function writtenBy({ source, importFile, writer }: RecordVersion): string {
  const how = source === "import" && importFile ? `导入“${importFile}”` : (SOURCES[source] ?? source);
  return [how, writer?.name].filter((each) => each).join("，");
}

/** The record as it was on a day that somebody asks for; undefined where none is asked. */
async function asked(incoming: Incoming, ctx: Ctx): Promise<{ day: string; record?: RegisterRecord | undefined } | undefined> {
  const day = chosen(incoming.query, "on");
  if (day === undefined) return undefined;
  return isDay(day) ? { day, record: await recordOn(ctx, incoming.params["register"]!, incoming.params["record"]!, day) } : { day };
}

/** One record, personal values masked: what it says, what it is tied to, what it was. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const [registerId, recordId] = [incoming.params["register"]!, incoming.params["record"]!];
  const { definition, record } = await getRecord(ctx, registerId, recordId);
  const [organisation, relations, versions, then] = await Promise.all([
    organisationNow(ctx),
    relationsOf(ctx, registerId, recordId),
    listVersions(ctx, registerId, recordId),
    asked(incoming, ctx),
  ]);
  const [matters, licences] = await Promise.all([
    grants(ctx.actor, "matter.read")
      ? mattersAbout(ctx, { matterIds: relations.writtenBy, index: relations.index, ...(relations.subjectId && { partyId: relations.subjectId }) })
      : [],
    grants(ctx.actor, "licence.read") ? listLicencesByIndex(ctx, [relations.index]) : [],
  ]);
  const at = `/console/registers/${definition.id}`;
  const key = definition.fields.find(({ name }) => name === definition.key)!;
  const numbers = new Map(matters.map(({ matterId, number }) => [matterId, number]));
  return show(incoming, ctx, {
    title: valueWords(record.values[definition.key], organisation, key),
    crumbs: [
      { href: "/console/registers", label: "信息库" },
      { href: at, label: definition.name },
    ],
    facts: (
      <>
        <span>{SOURCES[record.source] ?? record.source}</span>
        <span>{formatDateTime(record.updatedAt)}更新</span>
        {record.matterId && numbers.has(record.matterId) && <a href={`/console/matters/${record.matterId}`}>来自哪一件</a>}
      </>
    ),
    body: (
      <div class="split">
        <div>
          {then && (
            <section class="sheet">
              <h2>{isDay(then.day) ? `${then.day} 当天结束时` : "那一天"}</h2>
              {then.record ? (
                <Values definition={definition} record={then.record} organisation={organisation} />
              ) : (
                <Notice title={isDay(then.day) ? "那时库里还没有这条记录" : "不是日历上有的日期"}>
                  <p>{isDay(then.day) ? "最早的一版见下面的变更记录。" : "请重新选择日期。"}</p>
                </Notice>
              )}
            </section>
          )}
          <section class="sheet">
            {then && <h2>现在</h2>}
            <Values definition={definition} record={record} organisation={organisation} at={`${at}/records/${record.recordId}`} />
          </section>
        </div>
        <aside>
          <RelationsPart relations={relations} matters={matters} licences={licences} />
          {await aboutSection(ctx, definition.id, relations.index)}
          <Section title="变更记录">
            <History
              rows={versions.map((version, i) => ({
                at: version.from,
                who: writtenBy(version),
                what:
                  i === versions.length - 1
                    ? version.seq === 1
                      ? "写入"
                      : `第 ${version.seq} 版`
                    : version.changes.length > 0
                      ? "变更"
                      : "再次写入，内容没有变化",
                note: (version.changes.length > 0 || (version.matterId && numbers.has(version.matterId))) && (
                  <>
                    <Changes definition={definition} version={version} organisation={organisation} />
                    {version.matterId && numbers.has(version.matterId) && <a href={`/console/matters/${version.matterId}`}>看那一件</a>}
                  </>
                ),
              }))}
            />
            <form method="get" action={`${at}/records/${record.recordId}`} class="filter-row">
              <TextField name="on" label="某一天结束时的内容" type="date" {...(then && { value: then.day })} />
              <div class="filter-row-act">
                <Button kind="secondary" small>
                  看那一天
                </Button>
                {then && <a href={`${at}/records/${record.recordId}`}>只看现在</a>}
              </div>
            </form>
          </Section>
        </aside>
      </div>
    ),
  });
}
