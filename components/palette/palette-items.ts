import type { Found, FoundJob, FoundNode } from '@/lib/board/domain/found'
import type { FoundView } from '@/lib/views/domain/found-view'
import { viewPageNames } from '@/lib/views/domain/view-names'
import { places } from './places'

/** What the server finds for a text. */
export type AllFound = Found & { views: readonly FoundView[] }

/** What the palette does itself. */
export type Command = 'theme' | 'times'

/** A line that opens `href`, or without one does what `command` says. `node`: its place among the nodes found, which the actions are then about. */
export type PaletteItem = {
  id: string
  group: string
  label: string
  href: string | null
  command?: Command
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
    { id: 'request', group, label: 'Request a job…', href: `/jobs/new${query}` },
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

const viewItem = ({ id, name, href, page, by }: FoundView): PaletteItem => ({
  ...{ id: `view-${id}`, group: 'Saved views', label: name, href },
  detail: by === null ? viewPageNames[page] : `${viewPageNames[page]}, by ${by}`,
})

type Doing = Pick<PaletteItem, 'label' | 'href' | 'command'> & { words: string }

/** What can be done anywhere, with words by which people look for it. */
const doings: readonly Doing[] = [
  { label: 'Switch theme', href: null, command: 'theme', words: 'dark light mode colour' },
  { label: 'Switch time zone: mine or UTC', href: null, command: 'times', words: 'times' },
  { label: 'Acknowledge an alert…', href: '/alerts', words: 'firing incidents' },
]

const has = (text: string, q: string): boolean =>
  q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word))

const doingsFor = (q: string): PaletteItem[] =>
  doings
    .filter(({ label, words }) => has(`${label} ${words}`, q))
    .map(({ words: _, ...doing }) => ({ id: `do-${doing.label}`, group: 'Actions', ...doing }))

/** Pages whose name or words contain each typed word. */
const pagesFor = (q: string): PaletteItem[] =>
  places
    .filter(({ label, words }) => has(`${label} ${words}`, q))
    .map(({ href, label }) => ({ id: `page-${href}`, group: 'Pages', label, href }))

/**
 * What the palette lists for a text, in order: nodes, what can be done with the chosen one, jobs, saved views, actions, pages. `#`
 * in front leaves only jobs, `>` only actions and pages.
 */
export function paletteItems(typed: string, found: AllFound, chosen: number): PaletteItem[] {
  const { only, q } = parseTyped(typed)
  const node = found.nodes[chosen] ?? found.nodes[0]
  const actions = node && q !== '' ? actionsOn(node) : []
  return [
    ...(only === null ? found.nodes.map(nodeItem) : []),
    ...(only === 'jobs' ? [] : actions),
    ...(only === 'actions' ? [] : found.jobs.map(jobItem)),
    ...(only === null ? found.views.map(viewItem) : []),
    ...(only === 'jobs' ? [] : [...doingsFor(q), ...pagesFor(q)]),
  ]
}

/** What was typed without its prefix, and what the prefix asks for. */
export function parseTyped(typed: string): { only: 'jobs' | 'actions' | null; q: string } {
  const text = typed.trim()
  if (text.startsWith('#')) return { only: 'jobs', q: text.slice(1).trim() }
  if (text.startsWith('>')) return { only: 'actions', q: text.slice(1).trim() }
  return { only: null, q: text }
}
