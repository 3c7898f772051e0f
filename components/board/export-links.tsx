import { type JobFilter, jobBoardQuery } from '@/lib/board/domain/filter'

/** The whole list as it is filtered now, as a file. */
export function ExportLinks({ filter }: { filter: JobFilter }) {
  const { sort, ...others } = filter
  const order = sort === 'oldest' ? { sort } : {}
  const query = jobBoardQuery({
    ...others,
    ...order,
    view: undefined,
    rows: undefined,
    job: undefined,
    cursor: undefined,
  })
  return (
    <p className="flex items-baseline gap-2 text-ink-2">
      Export
      {['csv', 'json'].map((format) => (
        // Not a page: the browser saves what comes.
        <a
          key={format}
          download
          href={`/api/v1/jobs/export?format=${format}${query === '' ? '' : `&${query}`}`}
          className="touch-area relative text-accent underline"
        >
          {format.toUpperCase()}
        </a>
      ))}
    </p>
  )
}
