import { LinkButton } from "#ui";

/** Leafing on in a long list, and back to where it begins. */
export function Leaf({ path, after, next }: { path: string; after: string | undefined; next: string | undefined }) {
  if (!after && !next) return null;
  return (
    <nav class="button-row" aria-label="翻页">
      {after && (
        <LinkButton href={path} kind="quiet">
          回到第一页
        </LinkButton>
      )}
      {next && (
        <LinkButton href={`${path}?after=${encodeURIComponent(next)}`} kind="secondary">
          看后面的
        </LinkButton>
      )}
    </nav>
  );
}
