import type { ReactNode } from 'react'
import { ScrollBox } from '@/components/ui/scroll-box'

/** Rows of numbers: the first column names them, all others are aligned on the right. */
export const FlowTable = (props: {
  caption: string
  columns: readonly string[]
  rows: readonly { key: string; cells: readonly ReactNode[] }[]
}) => (
  <ScrollBox label={props.caption} className="-mx-4 -mb-4 max-h-96 border-t">
    <table className="w-full text-right whitespace-nowrap tabular-nums">
      <caption className="sr-only">{props.caption}</caption>
      <thead className="sticky top-0 bg-surface text-xs text-ink-3">
        <tr>
          {props.columns.map((name) => (
            <th
              key={name}
              scope="col"
              className="px-3 py-1.5 font-normal first:pl-4 first:text-left last:pr-4"
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ key, cells }) => (
          <tr key={key} className="border-t">
            {cells.map((cell, index) =>
              index === 0 ? (
                <th
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places
                  key={index}
                  scope="row"
                  className="max-w-80 min-w-36 px-3 py-1.5 pl-4 text-left font-normal whitespace-normal wrap-break-word"
                >
                  {cell}
                </th>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places
                <td key={index} className="px-3 py-1.5 last:pr-4">
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollBox>
)
