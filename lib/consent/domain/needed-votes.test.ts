import { describe, expect, it } from 'vitest'
import { type NodeRule, neededVotes } from './needed-votes'

const rule = (part: Partial<NodeRule>): NodeRule => ({
  task: null,
  leastRisk: null,
  owners: 1,
  groupVotes: [],
  ...part,
})
const security = { group: 'security', votes: 2 }

describe('the votes that a job will need', () => {
  it('are one owner’s without a rule', () => {
    expect(neededVotes([], 'reboot', null)).toEqual({ owners: 1, groups: [] })
  })

  it('are the largest number for owners and each group over all matching rules', () => {
    const rules = [
      rule({ owners: 2, groupVotes: [{ group: 'security', votes: 1 }] }),
      rule({
        task: 'reboot',
        groupVotes: [security, { group: 'audit', votes: 1 }, { group: 'network', votes: 1 }],
      }),
    ]
    expect(neededVotes(rules, 'reboot', null)).toEqual({
      owners: 2,
      groups: [{ group: 'audit', votes: 1 }, { group: 'network', votes: 1 }, security],
    })
  })

  it.each([
    ['another task', rule({ task: 'reboot', owners: 3 }), 'clear_cache', 'high', 1],
    ['this task', rule({ task: 'reboot', owners: 3 }), 'reboot', null, 3],
    ['a lower risk', rule({ leastRisk: 'high', owners: 3 }), 'reboot', 'medium', 1],
    ['this risk', rule({ leastRisk: 'medium', owners: 3 }), 'reboot', 'medium', 3],
    ['a higher risk', rule({ leastRisk: 'medium', owners: 3 }), 'reboot', 'high', 3],
    ['no stated risk', rule({ leastRisk: 'low', owners: 3 }), 'reboot', null, 1],
  ])('a rule and %s', (_, only, task, risk, owners) => {
    expect(neededVotes([only], task, risk).owners).toBe(owners)
  })
})
