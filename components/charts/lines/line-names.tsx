import { type DrawnLine, endOf, valueText } from './drawn-line'

/** The name and the last value of each line, above the plot of a phone. */
export const LineNames = ({ lines }: { lines: readonly DrawnLine[] }) => (
  <ul className="mb-1 flex flex-wrap gap-x-4 gap-y-1 text-xs font-semibold sm:hidden">
    {lines.map(({ id, name, color, line, scale }) => {
      const end = endOf(line)
      return (
        <li key={id} style={{ color: color ?? undefined }}>
          <bdi>{name}</bdi> {end && valueText(end.value, scale)}
        </li>
      )
    })}
  </ul>
)
