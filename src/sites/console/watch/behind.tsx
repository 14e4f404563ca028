import { formatCount } from "#ui";

/** So many are named at once; the others are counted. */
const NAMED = 12;

/** Matters behind something, by number for who may read them: those kept from the reader are counted and not named. */
export function BehindList({ behind, readable }: { behind: readonly string[]; readable: ReadonlyMap<string, string> }) {
  const named = behind.filter((id) => readable.has(id));
  const kept = behind.length - named.length;
  const more = named.length - NAMED;
  return (
    <>
      {formatCount(behind.length)} 件{named.length > 0 && "："}
      {named.slice(0, NAMED).map((id, at) => (
        <>
          {at > 0 && "、"}
          <a href={`/console/matters/${id}`}>{readable.get(id)}</a>
        </>
      ))}
      {more > 0 && ` 等，另有 ${formatCount(more)} 件`}
      {kept > 0 && `（其中 ${formatCount(kept)} 件不在您的职责范围内，只计数）`}
    </>
  );
}
