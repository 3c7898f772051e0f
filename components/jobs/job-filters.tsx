import Form from 'next/form'
import { Button, ButtonLink } from '@/components/ui/button'
import { type JobFilter, jobBoardHref } from '@/lib/domain/job-filter'
import { NodeFilter } from './node-filter'

/** Search and node; both live in the address and work without scripts too. */
export function JobFilters(props: { filter: JobFilter; nodes: { did: string; name: string | null }[] }) {
  const { filter, nodes } = props
  const filtered = filter.q !== undefined || filter.node !== undefined
  return (
    <Form action="/jobs" className="flex flex-wrap items-center gap-2.5" role="search">
      {filter.status && <input type="hidden" name="status" value={filter.status} />}
      <input
        // A new address means new text: the field shows what the link says.
        key={`q ${filter.q}`}
        type="search"
        name="q"
        defaultValue={filter.q ?? ''}
        placeholder="Search task, node, reason"
        aria-label="Search task, node, reason"
        maxLength={200}
        className="control-h min-w-0 flex-1 basis-56 max-md:basis-full rounded-control border border-strong bg-surface px-2.5 md:max-w-72"
      />
      <NodeFilter key={`node ${filter.node}`} nodes={nodes} chosen={filter.node} />
      <Button type="submit">Search</Button>
      {filtered && (
        <ButtonLink variant="ghost" href={jobBoardHref({ status: filter.status })}>
          Clear
        </ButtonLink>
      )}
    </Form>
  )
}
