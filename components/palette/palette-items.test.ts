import { expect, it } from 'vitest'
import { type AllFound, paletteItems, parseTyped } from './palette-items'

const found: AllFound = {
  nodes: [
    { did: 'did:n:1', name: 'lagos-3', state: 'Error', diagnosis: 'HIGH_CPU_LOAD' },
    { did: 'did:n:2', name: null, state: 'Healthy', diagnosis: null },
  ],
  moreNodes: false,
  jobs: [{ jobId: 'j1', task: 'restart', node: 'lagos-3', status: 'PendingApproval', waitsForViewer: true }],
  moreJobs: false,
  views: [],
}

const lines = (typed: string, chosen = 0) =>
  paletteItems(typed, found, chosen).map(({ group, label, href }) => `${group} | ${label} | ${href}`)

it('lists nodes, what can be done with the chosen one, jobs and pages', () => {
  expect(lines('audit', 1)).toEqual([
    'Nodes | lagos-3 | /nodes/did%3An%3A1',
    'Nodes | did:n:2 | /nodes/did%3An%3A2',
    'On did:n:2 | Request a job… | /jobs/new?node=did%3An%3A2',
    'On did:n:2 | Compare with others | /compare?nodes=did%3An%3A2',
    'On did:n:2 | Its jobs | /jobs?node=did%3An%3A2',
    'Jobs | restart on lagos-3 | /jobs/j1',
    'Pages | Settings: audit | /settings/audit',
  ])
})

it('finds a page by each of its words, in any case', () => {
  expect(lines('SLACK settings').filter((line) => line.startsWith('Pages'))).toEqual([
    'Pages | Settings: notifications | /settings/channels',
  ])
})

it('# leaves only jobs, > only actions and pages', () => {
  expect(lines('#lagos')).toEqual(['Jobs | restart on lagos-3 | /jobs/j1'])
  expect(lines('> account')).toEqual([
    'On lagos-3 | Request a job… | /jobs/new?node=did%3An%3A1',
    'On lagos-3 | Compare with others | /compare?nodes=did%3An%3A1',
    'On lagos-3 | Its jobs | /jobs?node=did%3An%3A1',
    'Pages | My account | /account',
  ])
  expect(parseTyped(' # a b ')).toEqual({ only: 'jobs', q: 'a b' })
})

it('each line has an id of its own', () => {
  const ids = paletteItems('e', found, 0).map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})
