import type { Matter } from "#matter/matter";
import type { RelatedRecord, Relations } from "#register/reading";
import { Section } from "#ui";
import { MatterNumber } from "../matter-number.tsx";

interface Tied {
  relations: Relations;
  matters: readonly Pick<Matter, "matterId" | "number" | "itemName">[];
  licences: readonly { licenceId: string; name: string }[];
}

function Related({ register, field, recordId, title }: RelatedRecord) {
  const name = `${register.name}：${title}`;
  return (
    <li>
      {recordId ? <a href={`/console/registers/${register.id}/records/${recordId}`}>{name}</a> : <span>{name}</span>}
      <span class="hint small"> {field.label}</span>
    </li>
  );
}

/** What a record is tied to: rows of other registers, licences, matters; nothing where there is nothing. */
export function RelationsPart({ relations: { names, namedBy, more }, matters, licences }: Tied) {
  if (names.length + namedBy.length + matters.length + licences.length === 0) return null;
  return (
    <Section title="相关">
      <ul class="related">
        {names.map((each) => (
          <Related {...each} />
        ))}
        {namedBy.map((each) => (
          <Related {...each} />
        ))}
        {more && <li class="hint small">还有更多，没有全部列出。</li>}
        {licences.map(({ licenceId, name }) => (
          <li>
            <a href={`/console/licences/${licenceId}`}>{name}</a>
            <span class="hint small"> 有效证照</span>
          </li>
        ))}
        {matters.map(({ matterId, number, itemName }) => (
          <li>
            <a href={`/console/matters/${matterId}`}>{itemName}</a>
            <span class="hint small">
              {" "}
              编号 <MatterNumber number={number} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
