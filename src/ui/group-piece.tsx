import type { ComponentChildren } from "preact";

/** One box within a group of boxes that answer one question together, with its own word above it. */
export function GroupPiece({ id, label, optional, children }: { id: string; label: string; optional?: boolean; children: ComponentChildren }) {
  return (
    <div class="group-piece">
      <label for={id}>
        {label}
        {optional && <span class="field-optional">（选填）</span>}
      </label>
      {children}
    </div>
  );
}
