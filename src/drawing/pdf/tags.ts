import type { Drawing, Mark } from "#drawing/layout";

/** Marks that follow one another in the same part, together. */
export function byPart(marks: readonly Mark[]): [number | undefined, Mark[]][] {
  const found: [number | undefined, Mark[]][] = [];
  for (const mark of marks) {
    const last = found.at(-1);
    if (last && last[0] === mark.part) last[1].push(mark);
    else found.push([mark.part, [mark]]);
  }
  return found;
}

/** The structure of a document as it is printed (ISO 32000-1, 14.7): headings, paragraphs, tables, so that it can be heard and not only seen. */
export interface Tags {
  /** What `draw` draws belongs to a part, or to none: then it is passed over when the page is read out. */
  mark: (part: number | undefined, draw: () => void) => void;
  end: () => void;
}

/** Opens the structure of a drawing: every part stands in it once, in the order in which the drawing has them, whatever pages it goes over. */
export function openTags(doc: PDFKit.PDFDocument, { parts }: Drawing): Tags {
  const root = doc.struct("Document");
  const elements = new Map<number, typeof root>();
  const cells = Map.groupBy(parts.keys(), (at) => parts[at]!.parent);
  // Where a part has a box it is counted on the page that is open: so each is made when first it is drawn, its parents before it.
  const elementOf = (at: number): typeof root => {
    const known = elements.get(at);
    if (known) return known;
    const { type, parent, alt, box, scope } = parts[at]!;
    const above = parent === undefined ? root : elementOf(parent);
    const made = elements.get(at);
    if (made) return made;
    const element = doc.struct(type, {
      ...(alt !== undefined && { alt }),
      ...(box && { bbox: [box.x, box.y, box.x + box.width, box.y + box.height] }),
      // The library knows scopes, its types do not.
      ...(scope && { scope }),
    } as PDFKit.Mixins.StructureElementOptions);
    above.add(element);
    elements.set(at, element);
    // A row has all its cells, the empty ones too: else the next would be heard under another heading.
    if (type === "TR") for (const cell of cells.get(at) ?? []) elementOf(cell);
    return element;
  };
  return {
    mark: (part, draw) => {
      if (part === undefined) {
        doc.markContent("Artifact", { type: "Layout" });
        draw();
      } else {
        const element = elementOf(part);
        const content = doc.markStructureContent(parts[part]!.type);
        draw();
        element.add(content);
      }
      doc.endMarkedContent();
    },
    end: () => void doc.addStructure(root),
  };
}
