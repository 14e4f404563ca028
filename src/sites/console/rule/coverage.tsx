import { gaps, overlaps, type Decisions, type LegibleDecision } from "#content/rule";
import { Refusal } from "#values/errors";
import { Section } from "#ui";

/** The lines about one table; what cannot be looked at is said. */
function linesOf(act: () => { lines: string[] }): string[] {
  try {
    return act().lines;
  } catch (error) {
    if (error instanceof Refusal) return [error.message];
    throw error;
  }
}

/** What each table leaves out, and where its rows meet. */
export function Coverage({ decisions, legible }: { decisions: Decisions; legible: readonly LegibleDecision[] }) {
  const tables = legible.filter(({ id, expression }) => expression === undefined && decisions.byId.has(id));
  if (tables.length === 0) return null;
  return (
    <Section title="遗漏与重叠">
      {tables.map(({ id, name }) => (
        <section class="sheet">
          <h3>{name}</h3>
          <ul class="findings">
            {[...new Set([...linesOf(() => gaps(decisions, id)), ...linesOf(() => overlaps(decisions, id))])].map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </section>
      ))}
    </Section>
  );
}
