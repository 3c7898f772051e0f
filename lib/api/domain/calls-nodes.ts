import { z } from 'zod'
import { addedNodeAnswer, labelledAnswer } from '@/lib/consent/domain/answers'
import {
  nodeAnswer,
  nodeNameAnswer,
  nodesAnswer,
  restoredNodeAnswer,
  retiredNodeAnswer,
} from '@/lib/fleet/domain/answers'
import { nodesQuery } from '@/lib/fleet/domain/fleet-query'
import { labelling, newNode, renaming, retirement } from '@/lib/fleet/domain/node-calls'
import { reportsAnswer } from '@/lib/reports/domain/answers'
import { reportsQuery } from '@/lib/reports/domain/reports-query'
import { seriesAnswer } from '@/lib/series/domain/answers'
import { seriesQuery } from '@/lib/series/domain/series-query'
import type { ApiCall } from './call'

const read = { method: 'GET', tag: 'Nodes' } as const
const change = { tag: 'Nodes', failures: ['conflict'] } as const

/** The calls that read and manage nodes. */
export const nodeCalls = {
  listNodes: {
    ...read,
    path: '/api/v1/nodes',
    summary: 'List nodes, worst first, in keyset pages',
    may: 'readFleet',
    query: nodesQuery,
    answer: nodesAnswer,
  },
  getNode: {
    ...read,
    path: '/api/v1/nodes/{did}',
    summary: 'Get one node: latest status, metrics, diagnosis, owners, labels',
    may: 'readNode',
    answer: nodeAnswer,
  },
  getSeries: {
    ...read,
    path: '/api/v1/nodes/{did}/series',
    summary: 'Get metrics over time in columns of equal length; a closed range carries an ETag',
    may: 'readNode',
    query: seriesQuery,
    answer: seriesAnswer,
  },
  listReports: {
    ...read,
    path: '/api/v1/nodes/{did}/reports',
    summary: 'List raw reports, newest first, in keyset pages',
    may: 'readNode',
    query: reportsQuery,
    answer: reportsAnswer,
  },
  addNode: {
    ...change,
    method: 'POST',
    path: '/api/v1/nodes',
    summary: 'Register a node, or set name, labels and owner of a known one',
    may: 'addNode',
    body: newNode,
    asks: true,
    answer: addedNodeAnswer,
    makes: 'found',
    failures: ['not_found', 'conflict'],
  },
  renameNode: {
    ...change,
    method: 'PUT',
    path: '/api/v1/nodes/{did}/name',
    summary: 'Give a node another display name, or none',
    may: 'renameNode',
    body: renaming,
    answer: nodeNameAnswer,
    failures: [],
  },
  labelNode: {
    ...change,
    method: 'PUT',
    path: '/api/v1/nodes/{did}/labels',
    summary: 'Set all labels of a node; those that are not named are removed',
    may: 'labelNode',
    body: labelling,
    asks: true,
    answer: labelledAnswer,
    failures: ['conflict'],
  },
  retireNode: {
    ...change,
    method: 'POST',
    path: '/api/v1/nodes/{did}/retire',
    summary: 'Take a node out of service: cancels its open jobs and revokes its tokens; its history stays',
    may: 'retireNode',
    body: retirement,
    answer: retiredNodeAnswer,
  },
  restoreNode: {
    ...change,
    method: 'POST',
    path: '/api/v1/nodes/{did}/restore',
    summary: 'Take a retired node into service again; its agent needs a new token',
    may: 'retireNode',
    body: retirement,
    answer: restoredNodeAnswer,
  },
  streamEvents: {
    ...read,
    path: '/api/v1/events',
    summary:
      'Stream the events `hello`, `change` with the `nodes` and `jobs` that have changed, and `problem`',
    may: 'readEvents',
    answer: z.string(),
    answerType: 'text/event-stream',
    failures: ['too_many'],
  },
} as const satisfies Record<string, ApiCall>
