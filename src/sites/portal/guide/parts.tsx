import { clauseOf, type Item, type NeededMaterial, type SituationOption } from "#content/pack";
import { Disclosure, formatFee, MaterialsList, Notice, SideBox, Tag, type Definition } from "#ui";
import { formWords, heldWords, limitWords } from "./words.ts";

function phone(number: string) {
  return <a href={`tel:${number.replace(/[^\d+]/g, "")}`}>{number}</a>;
}

/** Name, one sentence, what kind of thing it is. */
export function Head({ item, online, type }: { item: Item; online: boolean; type: string }) {
  return (
    <>
      <h1>{item.name}</h1>
      <p class="lead">{item.short}</p>
      <p class="tags">
        {online ? <Tag>网上可办</Tag> : <Tag>到窗口办</Tag>}
        {item.pace === "instant" && <Tag>当场办结</Tag>}
        {item.visits === 0 && <Tag>不用跑</Tag>}
        <Tag>{type}</Tag>
        <span class="hint">{item.department}</span>
      </p>
    </>
  );
}

/** The box beside a guide: do it now, and what is asked most. */
export function Side({ item, online, apply }: { item: Item; online: boolean; apply: string }) {
  const [place] = item.places;
  const facts: Definition[] = [
    { term: "谁能办", detail: item.audience.map((kind) => (kind === "person" ? "个人" : "企业和单位")).join("、") },
    ...(item.limits ? [{ term: "要多久", detail: limitWords(item.limits.promised) }] : []),
    ...(item.visits !== undefined ? [{ term: "跑几趟", detail: item.visits === 0 ? "不用跑" : `${item.visits} 趟` }] : []),
    ...(item.fee ? [{ term: "多少钱", detail: formatFee(item.fee.amount) }] : []),
    ...(place ? [{ term: "窗口", detail: place.name }] : []),
    { term: "咨询", detail: phone(item.consult ?? place?.phone ?? "12345") },
  ];
  return <SideBox {...(online && { action: { href: apply, label: "在线办理" } })} facts={facts} />;
}

/** What to bring in this situation; nothing when the situation needs no application. */
export function Materials({
  materials,
  stop,
  asked,
  names,
}: {
  materials: readonly NeededMaterial[];
  stop: SituationOption | undefined;
  asked: boolean;
  names: (register: string) => string;
}) {
  if (stop) {
    return (
      <Notice kind="done" title="您不用办这个事项">
        <p>{stop.stop}</p>
      </Notice>
    );
  }
  return (
    <>
      {!asked && materials.some(({ when }) => when !== undefined) && <p class="hint">下面是各种情况都可能要的材料。选好您的情况，只留您要的。</p>}
      <MaterialsList
        materials={materials.map((material) => ({
          name: material.name,
          need: material.need,
          form: formWords(material),
          ...(material.note && { note: material.note }),
          ...(!material.bring && material.substitute && { held: heldWords(material.substitute, names) }),
        }))}
      />
    </>
  );
}

/** How long, how much, where: each short. */
export function Times({ limits }: { limits: NonNullable<Item["limits"]> }) {
  return (
    <>
      <p>
        承诺 <strong>{limitWords(limits.promised)}</strong>内办完，法定 {limitWords(limits.statutory)}
        。从开始计时那天算起，等您补充的时间和法律规定的专门程序不算在内。
      </p>
      <p class="hint">{limits.statutory_basis}</p>
    </>
  );
}

/** Counters with address, hours and telephone. */
export function Places({ places }: { places: Item["places"] }) {
  return (
    <ul class="places">
      {places.map(({ name, address, hours, phone: number }) => (
        <li>
          <p>
            <strong>{name}</strong>
          </p>
          <p>{address}</p>
          <p class="hint">
            {hours}，电话 {phone(number)}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** The law, folded away. */
export function BasisList({ basis }: { basis: Item["basis"] }) {
  return (
    <Disclosure summary={`看 ${basis.length} 条依据`}>
      <dl class="basis">
        {basis.map(({ law, clause, text, url }) => (
          <div>
            <dt>
              {url ? <a href={url}>{law}</a> : law} {clauseOf({ clause })}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}
