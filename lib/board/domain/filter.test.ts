import { expect, it } from 'vitest'
import { jobStatuses } from '@/lib/kernel/job-status'
import { atLeastText, countText } from '@/lib/kernel/text/count-text'
import { encodeCursor } from '@/lib/kernel/url/cursor'
import type { SearchParams } from '@/lib/kernel/url/search-params'
import { ignoredJobParams, type JobFilter, jobBoardHref, jobFilter, jobTabs, narrowingOf } from './filter'

const cursor = encodeCursor({ at: '2026-01-31T09:30:00.000000Z', id: '3f0e7a4e-0f8e-4d55-9a53-000000000001' })

const cases: [string, SearchParams, JobFilter, string][] = [
  ['nothing', {}, {}, '/jobs'],
  ['a status', { status: 'Failed' }, { status: 'Failed' }, '/jobs?status=Failed'],
  ['waiting jobs', { status: 'waiting' }, { status: 'waiting' }, '/jobs?status=waiting'],
  ['several statuses', { status: 'Failed,Lost' }, { status: 'Lost,Failed' }, '/jobs?status=Lost,Failed'],
  [
    'statuses as a form sends them',
    { status: ['Failed', 'Lost'] },
    { status: 'Lost,Failed' },
    '/jobs?status=Lost,Failed',
  ],
  [
    'a preset',
    { status: 'bad', sort: 'oldest' },
    { status: 'bad', sort: 'oldest' },
    '/jobs?status=bad&sort=oldest',
  ],
  [
    'people, label, risk and times',
    { owner: 'did:o', decider: 'did:d', label: 'site:a', risk: 'high', from: 'now-2d/d', to: '2026-01-31' },
    { owner: 'did:o', decider: 'did:d', label: 'site:a', risk: 'high', from: 'now-2d/d', to: '2026-01-31' },
    '/jobs?owner=did%3Ao&label=site%3Aa&risk=high&decider=did%3Ad&from=now-2d%2Fd&to=2026-01-31',
  ],
  ['a time that is none, or far away', { from: 'soon', to: 'now+9999y' }, {}, '/jobs'],
  ['an order of another view', { sort: 'risk' }, {}, '/jobs'],
  ['an unknown status', { status: 'Done' }, {}, '/jobs'],
  ['a name of the prototype', { status: 'constructor' }, {}, '/jobs'],
  ['the first of two', { q: ['a', 'b'] }, { q: 'a' }, '/jobs?q=a'],
  ['blanks only', { q: '  ' }, {}, '/jobs'],
  [
    'all filters',
    {
      cursor,
      q: 'a&b=c',
      since: '7d',
      requester: 'did:p',
      task: 't',
      node: 'did:kos:x:1',
      status: 'Lost',
    },
    {
      status: 'Lost',
      node: 'did:kos:x:1',
      task: 't',
      requester: 'did:p',
      since: '7d',
      q: 'a&b=c',
      cursor,
    },
    `/jobs?status=Lost&node=did%3Akos%3Ax%3A1&task=t&requester=did%3Ap&since=7d&q=a%26b%3Dc&cursor=${cursor}`,
  ],
  [
    'the order, rows and job of what waits',
    { status: 'waiting', sort: 'risk', rows: '100', job: '3f0e7a4e-0f8e-4d55-9a53-000000000001', cursor },
    { status: 'waiting', sort: 'risk', rows: 100, job: '3f0e7a4e-0f8e-4d55-9a53-000000000001' },
    '/jobs?status=waiting&sort=risk&rows=100&job=3f0e7a4e-0f8e-4d55-9a53-000000000001',
  ],
  [
    'a board by status, which has no pages',
    { view: 'board', status: 'open', sort: 'oldest', cursor },
    { view: 'board', status: 'open', sort: 'oldest' },
    '/jobs?status=open&sort=oldest&view=board',
  ],
  ['the usual view', { view: 'table', cursor }, { cursor }, `/jobs?cursor=${cursor}`],
  [
    'a board of what waits',
    { view: 'board', status: 'waiting' },
    { status: 'waiting' },
    '/jobs?status=waiting',
  ],
  ['rows beyond the most', { status: 'waiting', rows: '550' }, { status: 'waiting' }, '/jobs?status=waiting'],
  ['a page that is none', { cursor: 'c' }, {}, '/jobs'],
  ['a time that is not among the choices', { since: 'constructor' }, {}, '/jobs'],
]

it.each(cases)('%s', (_, params, filter, href) => {
  expect(jobFilter(params)).toEqual(filter)
  expect(jobBoardHref(filter)).toBe(href)
})

it('names repeated statuses only when one is unknown', () => {
  expect(ignoredJobParams({ status: ['Failed', 'Lost'], sort: 'newest' })).toEqual([])
  expect(ignoredJobParams({ status: ['Failed', 'Done'], risk: 'huge', from: 'x', job: 'y' })).toMatchObject([
    ...[{ name: 'status', value: 'Failed,Done' }, { name: 'risk' }, { name: 'from' }, { name: 'job' }],
  ])
})

it('names what a view does not have', () => {
  const ignored = (params: SearchParams) => ignoredJobParams(params).map(({ name }) => name)
  expect(ignored({ view: 'table', cursor })).toEqual([])
  expect(ignored({ view: 'board', status: 'open', sort: 'oldest' })).toEqual([])
  expect(ignored({ view: 'board', cursor })).toEqual(['cursor'])
  expect(ignored({ view: 'board', status: 'waiting' })).toEqual(['view'])
  expect(ignored({ view: 'timeline' })).toEqual(['view'])
})

it('drops page and status', () => {
  expect(narrowingOf({ status: 'Lost', node: 'n', q: 'a', cursor: 'c' })).toEqual({ node: 'n', q: 'a' })
})

it('has a tab for every status, waiting first and all last', () => {
  expect(jobTabs.map((tab) => tab.status)).toEqual(['waiting', 'open', 'bad', ...jobStatuses, undefined])
})

it('writes counts', () => {
  expect([0, 9_402, 1_170_331].map(countText)).toEqual(['0', '9,402', '1.17 M'])
  expect([0, 808].map(atLeastText)).toEqual(['', '808+'])
})

it('tells of each value that it ignores', () => {
  const params = { status: 'Done', since: 'ever', cursor: 'c', q: 'x' }
  expect(ignoredJobParams(params).map(({ name, value }) => `${name} ${value}`)).toEqual([
    'status Done',
    'since ever',
    'cursor c',
  ])
  expect(ignoredJobParams({ status: 'Lost', since: '7d', cursor, node: 'any', task: 'any' })).toEqual([])
  const job = '3f0e7a4e-0f8e-4d55-9a53-000000000001'
  expect(ignoredJobParams({ status: 'waiting', sort: 'risk', rows: '100', job })).toEqual([])
  expect(
    ignoredJobParams({ status: 'waiting', sort: 'newest', rows: '51', job: 'x', cursor }).map(
      ({ name }) => name,
    ),
  ).toEqual(['sort', 'rows', 'job', 'cursor'])
})
