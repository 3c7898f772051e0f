import type { ReactNode } from 'react'

type Column = { name: string; right?: boolean; sorted?: boolean }

/** A table whose rows end with their actions; on a phone each row is a block of lines. */
export const SettingsTable = (props: {
  caption: string
  columns: readonly Column[]
  children: ReactNode
}) => (
  <div className="@container overflow-hidden rounded-card border bg-surface">
    <table className="w-full @max-4xl:block">
      <caption className="sr-only">{props.caption}</caption>
      <thead className="border-b text-left text-xs text-ink-3 @max-4xl:sr-only">
        <tr>
          {props.columns.map(({ name, right, sorted }) => (
            <th
              key={name}
              scope="col"
              aria-sort={sorted ? 'descending' : undefined}
              className={`px-3 py-2 font-normal first:pl-4 ${right ? 'text-right' : ''}`}
            >
              {name}
              {sorted && <span aria-hidden="true"> ↓</span>}
            </th>
          ))}
          <th scope="col" className="px-3 py-2">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody className="@max-4xl:block">{props.children}</tbody>
    </table>
  </div>
)
