import { drawing, isDrawn, layout, type Marks } from "#process/diagram";
import type { ComponentChild } from "preact";
import { EmptyState } from "#ui";

/** A flow as a drawing in the page; one that carries none is laid out. */
export async function flowDrawing(xml: string, marks: Marks = {}, label = "流程图"): Promise<ComponentChild> {
  const svg = await drawing(isDrawn(xml) ? xml : await layout(xml), marks);
  if (svg === "") return <EmptyState title="这个流程画不出来" icon="layers" />;
  // The drawing is our own text: names in it are escaped where it is made.
  return <div class="flow-box" tabindex={0} role="region" aria-label={label} dangerouslySetInnerHTML={{ __html: svg }} />;
}
