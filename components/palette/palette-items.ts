import type { Found, FoundJob, FoundNode } from '@/lib/board/domain/found'
import { places } from './places'

/** A line that opens `href`. `node`: its place among the nodes found, which the actions are then about. */
export type PaletteItem = {
  id: string
  group: string
  label: string
  href: string
  detail?: string | null
  state?: string
  status?: string
  waits?: boolean
  node?: number
}

const nodeName = ({ name, did }: FoundNode): string => name ?? did
const nodeHref = ({ did }: FoundNode): string => `/nodes/${encodeURIComponent(did)}`

const nodeItem = (node: FoundNode, index: number): PaletteItem => ({
  ...{ id: `node-${index}`, group: 'Nodes', label: nodeName(node), href: nodeHref(node) },
  ...{ state: node.state, detail: node.diagnosis, node: index },
})

function actionsOn(node: FoundNode): PaletteItem[] {
  const query = `?node=${encodeURIComponent(node.did)}`
  const group = `On ${nodeName(node)}`
  return [
    { id: 'request', group, label: 'Request maintenance', href: `/jobs/new${query}` },
    {
      id: 'compare',
      group,
      label: 'Compare with others',
      href: `/compare${query.replace('node=', 'nodes=')}`,
    },
    { id: 'jobs', group, label: 'Its jobs', href: `/jobs${query}` },
  ]
}

const jobItem = (job: FoundJob): PaletteItem => ({
  ...{
    id: `job-${job.jobId}`,
    group: 'Jobs',
    label: `${job.task} on ${job.node}`,
    href: `/jobs/${job.jobId}`,
  },
  ...{ status: job.status, waits: job.waitsForViewer },
})

/** Pages whose name or words contain each typed word. */
const pagesFor = (q: string): PaletteItem[] => {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return places
    .filter(({ label, words: more }) =>
      words.every((word) => `${label} ${more}`.toLowerCase().includes(word)),
    )
    .map(({ href, label }) => ({ id: `page-${href}`, group: 'Pages', label, href }))
}

/**
 * What the palette lists for a text, in order: nodes, what can be done with the chosen one, jobs, pages. `#` in front
 * leaves only jobs, `>` only actions and pages.
 */
export function paletteItems(typed: string, found: Found, chosen: number): PaletteItem[] {
  const { only, q } = parseTyped(typed)
  const node = found.nodes[chosen] ?? found.nodes[0]
  const actions = node && q !== '' ? actionsOn(node) : []
  return [
    ...(only === null ? found.nodes.map(nodeItem) : []),
    ...(only === 'jobs' ? [] : actions),
    ...(only === 'actions' ? [] : found.jobs.map(jobItem)),
    ...(only === 'jobs' ? [] : pagesFor(q)),
  ]
}

/** What was typed without its prefix, and what the prefix asks for. */
export function parseTyped(typed: string): { only: 'jobs' | 'actions' | null; q: string } {
  const text = typed.trim()
  if (text.startsWith('#')) return { only: 'jobs', q: text.slice(1).trim() }
  if (text.startsWith('>')) return { only: 'actions', q: text.slice(1).trim() }
  return { only: null, q: text }
}
