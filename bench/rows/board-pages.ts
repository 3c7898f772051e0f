import type { Bench } from '../bench'
import { openVisitor, type Wanted } from '../browser'
import { rare } from '../job-load'
import type { JobsStage } from '../jobs-stage'
import { notMeasured, type Row, single } from '../row'
import { didOf } from '../signal'
import { leftOut, visitsOf } from './pages'

const jobs: Wanted = { selector: 'main a[href^="/jobs/"]:not([href="/jobs/new"])', least: 5, inWindow: true }
const rows: Wanted = { selector: 'main tbody a[href^="/jobs/"]', least: 1, inWindow: true }
const nothing: Wanted = { selector: 'main a[href="/jobs"]', least: 1, inWindow: true }

/** A place far down in every list, by time: `page` is its page among the completed jobs. */
export type Deep = { page: number; cursor: string }

/** Every kind of board page: views, filters, and both at depth. */
function kinds(
  { access }: JobsStage,
  { page, cursor }: Deep,
): { name: string; query: string; wanted?: Wanted }[] {
  const at = `cursor=${cursor}`
  const [did, node] = [access.viewer.did, didOf(7)].map(encodeURIComponent)
  const label = encodeURIComponent(rare.label)
  return [
    { name: 'first page', query: '' },
    { name: 'first page, oldest first', query: 'sort=oldest' },
    { name: 'that page of all jobs', query: at },
    { name: 'first page of a status', query: 'status=Failed' },
    { name: `page ${page.toLocaleString('en-US')} of a status`, query: `status=Completed&${at}` },
    { name: 'ended badly, as deep', query: `status=bad&${at}` },
    { name: 'of one node', query: `node=${node}` },
    {
      name: 'of a requester, as deep',
      query: `requester=${encodeURIComponent('did:hakim:bench:requester:1')}&${at}`,
    },
    { name: 'of a task', query: 'task=run_backup' },
    { name: 'of a task, as deep', query: `task=run_backup&${at}` },
    { name: 'of a label', query: `label=${label}` },
    { name: 'of an owner, as deep', query: `owner=${did}&${at}` },
    { name: 'of a decider', query: `decider=${did}` },
    { name: 'of a rare risk', query: `risk=${rare.risk}` },
    { name: 'of the last week and a status', query: 'since=7d&status=Failed' },
    { name: 'of a search', query: 'q=backup' },
    { name: 'of a search, as deep', query: `q=backup&${at}` },
    { name: 'of a rare text', query: `q=${rare.text}` },
    { name: 'of a text that no job has', query: 'q=okapi', wanted: nothing },
    { name: 'a column by status', query: 'view=board' },
    { name: 'a column by status, of a search', query: 'view=board&q=backup' },
  ]
}

const work = (name: string): string => `board page, ${name}, rows and counts visible, cold`
const switched = 'board, another status chosen, until its rows are drawn'

export async function boardPageRows(stage: JobsStage, bench: Bench, deep: Deep): Promise<Row[]> {
  const pages = kinds(stage, deep)
  if (!bench.options.scale.visitors)
    return [...pages.map(({ name }) => work(name)), switched].map((each) => notMeasured(each, '', leftOut))
  const visitor = await openVisitor(bench, stage.server.url, stage.access)
  const found: Row[] = []
  for (const { name, query, wanted = jobs } of pages) {
    const made = await visitsOf(visitor, bench.options.repeats, () => `/jobs?${query}`, wanted)
    const against = query.includes('cursor')
      ? 'the pg-boss dashboard: 970 ms, no counts'
      : 'the pg-boss dashboard: 689 ms'
    found.push(
      single({ work: work(name), against, ours: made.map(({ ms }) => ms), unit: 'ms', aim: { most: 350 } }),
    )
  }
  const tabs = ['Failed', 'Completed'].map(
    (status) => `nav[aria-label="Jobs by status"] a[href$="status=${status}"]`,
  )
  const ms = await visitor.choices('/jobs', tabs, rows)
  return [...found, single({ work: switched, ours: ms, unit: 'ms', aim: { most: 300 } })]
}
