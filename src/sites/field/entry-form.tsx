import type { ComponentChildren } from "preact";
import type { Point } from "#place/point";
import { newId } from "#values/ids";

/** Something that must be answered before an entry is kept on the phone: the server asks again, with everything it knows. */
export interface Need {
  name: string;
  label: string;
  /** Outcomes with which it is asked; always, where none is named. */
  with?: readonly string[];
}

interface EntryFormProps {
  action: string;
  token: string | undefined;
  /** What the queue calls it. */
  title: string;
  needs: readonly Need[];
  /** What the act is about, in hidden fields. */
  about: Readonly<Record<string, string>>;
  /** Where it is: photographs are compared with it. */
  at?: Point;
  children: ComponentChildren;
}

/**
 * A form of the phone. With the phone's script it is kept there as an entry and sent by the queue; without it, it is sent as it stands. Fragments that
 * are kept on the phone have no token.
 */
export function EntryForm({ action, token, title, needs, about, at, children }: EntryFormProps) {
  return (
    <form
      class="field-form"
      method="post"
      action={action}
      enctype="multipart/form-data"
      novalidate
      data-entry
      data-called={title}
      data-needs={JSON.stringify(needs)}
      data-at={at?.join()}
    >
      {token !== undefined && <input type="hidden" name="_token" value={token} />}
      {token !== undefined && <input type="hidden" name="_entry" value={newId()} />}
      {Object.entries(about).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
