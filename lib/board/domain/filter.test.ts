import { expect, it } from 'vitest'
import { jobStatuses } from '@/lib/kernel/job-status'
import { atLeastText, countText } from '@/lib/kernel/text/count-text'
import type { SearchParams } from '@/lib/kernel/url/search-params'
import { type JobFilter, jobBoardHref, jobFilter, jobTabs, narrowingOf } from './filter'

const cases: [string, SearchParams, JobFilter, string][] = [
  ['nothing', {}, {}, '/jobs'],
  ['a status', { status: 'Failed' }, { status: 'Failed' }, '/jobs?status=Failed'],
  ['waiting jobs', { status: 'waiting' }, { status: 'waiting' }, '/jobs?status=waiting'],
  ['an unknown status', { status: 'Done' }, {}, '/jobs'],
  ['a name of the prototype', { status: 'constructor' }, {}, '/jobs'],
  ['the first of two', { q: ['a', 'b'] }, { q: 'a' }, '/jobs?q=a'],
  ['blanks only', { q: '  ' }, {}, '/jobs'],
  [
    'all filters',
    {
      cursor: 'c',
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
      cursor: 'c',
    },
    '/jobs?status=Lost&node=did%3Akos%3Ax%3A1&task=t&requester=did%3Ap&since=7d&q=a%26b%3Dc&cursor=c',
  ],
  ['a time that is not among the choices', { since: 'constructor' }, {}, '/jobs'],
]

it.each(cases)('%s', (_, params, filter, href) => {
  expect(jobFilter(params)).toEqual(filter)
  expect(jobBoardHref(filter)).toBe(href)
})

it('drops page and status', () => {
  expect(narrowingOf({ status: 'Lost', node: 'n', q: 'a', cursor: 'c' })).toEqual({ node: 'n', q: 'a' })
})

it('has a tab for every status, waiting first and all last', () => {
  expect(jobTabs.map((tab) => tab.status)).toEqual(['waiting', ...jobStatuses, undefined])
})

it('writes counts', () => {
  expect([0, 9_402, 1_170_331].map(countText)).toEqual(['0', '9,402', '1.17 M'])
  expect([0, 808].map(atLeastText)).toEqual(['', '808+'])
})
