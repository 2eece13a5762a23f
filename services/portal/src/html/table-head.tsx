import type { VNode } from 'preact';

/** The head of a table: one cell for each column, in the order of the catalogue. */
export function TableHead({ columns }: { readonly columns: Readonly<Record<string, string>> }): VNode {
  return (
    <thead>
      <tr>
        {Object.values(columns).map((column) => (
          <th scope="col">{column}</th>
        ))}
      </tr>
    </thead>
  );
}
