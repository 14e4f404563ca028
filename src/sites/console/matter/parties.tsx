import type { MatterView, PartyShown } from "#matter/view";
import { DefinitionList, type Definition } from "#ui";
import { KeptFromYou, UnmaskLink } from "./answers.tsx";

const NAMELESS = "不愿透露姓名";

function rowsOf(matterId: string, { partyNo, label, kind, guarded, parts }: PartyShown): Definition[] {
  if (guarded) return [{ term: "是谁", detail: <KeptFromYou /> }];
  if (parts.length === 0) return [{ term: kind === "unit" ? "单位" : "是谁", detail: label || NAMELESS }];
  return parts.map(({ part, label: term, value }) => ({
    term,
    detail: (
      <>
        {value} <UnmaskLink matterId={matterId} field={`party.${partyNo}.${part}`} label={term} value={value} />
      </>
    ),
  }));
}

/** Everybody with a part in the matter, by the words of its kind: persons masked. */
export function Parties({ view, parties }: { view: MatterView; parties: readonly PartyShown[] }) {
  const { matter, blueprint, owner } = view;
  if (parties.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="parties">
      <h2 id="parties">当事人</h2>
      {parties.map((party) => (
        <>
          <h3>{blueprint.kind.parties[party.role]?.word ?? party.role}</h3>
          <DefinitionList items={rowsOf(matter.matterId, party)} />
        </>
      ))}
      {owner.agent && <DefinitionList items={[{ term: "经办人", detail: `${owner.agent.name}　${owner.agent.phone}` }]} />}
    </section>
  );
}
