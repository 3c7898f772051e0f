import { jobBoardQuery, jobFilter } from '@/lib/board/domain/filter'
import { fleetFilter, fleetQuery } from '@/lib/fleet/domain/fleet-filter'
import { paramsOf, type SearchParams } from '@/lib/kernel/url/search-params'
import { compareQuery } from './compare-query'
import type { ViewPage } from './view-names'

const paths: Readonly<Record<ViewPage, string>> = {
  fleet: '/',
  map: '/map',
  board: '/jobs',
  compare: '/compare',
}

const rebuilt: Readonly<Record<ViewPage, (params: SearchParams) => string>> = {
  fleet: (params) => fleetQuery(fleetFilter(params)),
  map: (params) => fleetQuery(fleetFilter(params, 'map')),
  // Which page of the list, and which job is beside it, is of the moment.
  board: (params) =>
    jobBoardQuery({ ...jobFilter(params), cursor: undefined, job: undefined, rows: undefined }),
  compare: compareQuery,
}

/** A query as the page itself would write it: what its parser does not know is left out. */
export const viewQuery = (page: ViewPage, query: string): string =>
  rebuilt[page](paramsOf(query)).replace(/^\?/, '')

/** The address of a view, parsed and rebuilt once more, since parsers change. */
export function viewHref(page: ViewPage, query: string): string {
  const text = viewQuery(page, query)
  return text === '' ? paths[page] : `${paths[page]}?${text}`
}
