import fc from 'fast-check'
import type { EntityManager } from 'typeorm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConsent } from '@/lib/jobs/db/votes'
import { countConsent, type Rights } from '@/test/consent-model/consent-count'
import { type TestFleet, testFleet } from '@/test/fleet'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(1)
  // Rows are inserted directly, including votes of people who have no right to vote (any more).
  for (const table of ['job_votes', 'break_glass'])
    await fleet.db.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
})
afterAll(() => fleet.close())

const node = 'did:a:1'
const uuid = (kind: number, n: number) => `0000000${kind}-0000-4000-8000-00000000000${n}`
const some = <T>(values: readonly T[], maxLength = values.length) => fc.subarray([...values], { maxLength })
const ids = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5']
const groups = [1, 2, 3].map((n) => uuid(1, n))
const rules = [1, 2, 3].map((n) => uuid(2, n))
const id = fc.constantFrom(...ids)
const maybe = <T>(...values: T[]) => fc.constantFrom(null, null, null, ...values)
const day = fc.integer({ min: -3, max: 3 }).filter((n) => n !== 0)

const cases = fc.record({
  roles: fc.array(fc.constantFrom('approver', 'approver', 'approver', 'admin', 'operator'), {
    minLength: ids.length,
    maxLength: ids.length,
  }),
  disabled: fc.oneof(fc.constant<string[]>([]), some(ids, 2)),
  owners: some(ids, 3),
  late: fc.tuple(some(ids, 2), fc.constantFrom(-1, 1)),
  delegations: fc.array(
    fc.record({
      owner: fc.nat(2),
      to: id,
      from: day,
      days: fc.integer({ min: 1, max: 4 }),
      revoked: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  members: fc.array(some(ids, 4), { minLength: 3, maxLength: 3 }),
  rules: fc.array(
    fc.record({
      task_name: maybe('restart', 'other'),
      label: fc.constantFrom<[string | null, string | null]>(
        [null, null],
        [null, null],
        ['region', null],
        ['region', 'eu'],
        ['rack', '5'],
        ['none', null],
      ),
      least_risk: maybe('low', 'medium', 'high'),
      owners: fc.integer({ min: 1, max: 2 }),
      groupVotes: fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 2 })), { maxLength: 3 }),
    }),
    { maxLength: 3 },
  ),
  labels: fc.constantFrom({}, { region: 'eu', rack: 5 }, { region: 'af', rack: null }),
  risk: fc.constantFrom(null, 'low', 'medium', 'high'),
  requester: fc.constantFrom('did:elsewhere', 'did:p0', 'did:p1'),
  requesterId: maybe('p0', 'p2'),
  approvals: fc.oneof(fc.constant(ids), some(ids)),
  rejections: some(ids, 1),
  withdrawn: some(ids, 1),
  stale: some(ids, 1),
  otherDocument: some(ids, 1),
  emergency: fc.option(id, { nil: null, freq: 8 }),
})
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never

const hours = (n: number) => new Date(Date.now() + n * 24 * 3_600_000).toISOString()

const rightsOf = (given: Case): Rights => ({
  people: ids.map((one, n) => ({
    ...{ id: one, did: `did:${one}`, role: given.roles[n] ?? 'operator' },
    disabled_at: given.disabled.includes(one) ? hours(-1) : null,
  })),
  node_owners: given.owners.map((person_id) => ({
    ...{ node_did: node, person_id },
    counts_from: given.late[0].includes(person_id) ? hours(given.late[1]) : null,
  })),
  delegations: given.delegations.flatMap(({ owner, to, from, days, revoked }, n) => {
    const owner_id = given.owners[owner]
    if (!owner_id || owner_id === to) return []
    return {
      ...{ delegation_id: uuid(3, n), node_did: node, owner_id, delegate_id: to },
      ...{
        valid_from: hours(from),
        valid_until: hours(from + days - 0.5),
        revoked_at: revoked ? hours(-1) : null,
      },
      key_id: null,
    }
  }),
  group_members: given.members.flatMap((people, n) =>
    people.map((person_id) => ({ group_id: groups[n] ?? '', person_id })),
  ),
  approval_rules: given.rules.map(({ label: [label_key, label_value], groupVotes, ...rule }, n) => ({
    ...{ rule_id: rules[n] ?? '', name: `rule ${n}`, label_key, label_value },
    ...rule,
  })),
  rule_seats: given.rules.flatMap(({ groupVotes }, n) =>
    [...new Map(groupVotes)].map(([group, votes]) => ({
      rule_id: rules[n] ?? '',
      group_id: groups[group] ?? '',
      votes,
    })),
  ),
  consent_keys: [],
  policy_revisions: [],
})

const fill = (tx: EntityManager, table: string, columns: string, rows: unknown[]) =>
  tx.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`,
    [JSON.stringify(rows)],
  )

async function counted(tx: EntityManager, given: Case, rights: Rights) {
  await fill(
    tx,
    'people',
    'id, name, email, did, role, disabled_at',
    rights.people.map((one) => ({ ...one, name: one.id, email: one.id })),
  )
  await tx.query(`INSERT INTO nodes (node_did, labels) VALUES ($1, $2)`, [node, given.labels])
  await fill(tx, 'node_owners', 'node_did, person_id', rights.node_owners)
  await fill(
    tx,
    'delegations',
    'delegation_id, node_did, owner_id, delegate_id, valid_from, valid_until, revoked_at',
    rights.delegations,
  )
  await fill(
    tx,
    'approver_groups',
    'group_id, name',
    groups.map((group_id) => ({ group_id, name: group_id })),
  )
  await fill(tx, 'group_members', 'group_id, person_id', rights.group_members)
  await fill(
    tx,
    'approval_rules',
    'rule_id, name, task_name, label_key, label_value, least_risk, owners',
    rights.approval_rules,
  )
  await fill(tx, 'rule_seats', 'rule_id, group_id, votes', rights.rule_seats)
  const [{ job_id }] = await tx.query(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status)
     VALUES ($1, $2, 'restart', 'PendingApproval') RETURNING job_id`,
    [node, given.requester],
  )
  await tx.query(`UPDATE job_details SET requester_id = $2, revision = 2 WHERE job_id = $1`, [
    job_id,
    given.requesterId,
  ])
  // The new revision took its risk from what the node offers.
  await tx.query(`UPDATE job_details SET risk = $2 WHERE job_id = $1`, [job_id, given.risk])
  const [{ digest }] = await tx.query(
    `SELECT digest FROM approval_documents WHERE job_id = $1 AND revision = 2`,
    [job_id],
  )
  // Counted although no guard would let such votes in.
  await tx.query(`SET LOCAL session_replication_role = replica`)
  await tx.query(`DELETE FROM node_owners`)
  await fill(tx, 'node_owners', 'node_did, person_id, counts_from', rights.node_owners)
  const vote = (person_id: string, decision: string, more: object = {}) => ({
    ...{ job_id, revision: 2, person_id, decision, approval_hash: digest, withdrawn_at: null, ...more },
  })
  await fill(tx, 'job_votes', 'job_id, revision, person_id, decision, approval_hash, withdrawn_at', [
    ...given.approvals.map((one) =>
      vote(one, 'approve', given.otherDocument.includes(one) ? { approval_hash: 'of another' } : {}),
    ),
    ...given.rejections.filter((one) => !given.approvals.includes(one)).map((one) => vote(one, 'reject')),
    ...given.withdrawn.map((one) => vote(one, 'approve', { withdrawn_at: hours(-1) })),
    ...given.stale.map((one) => vote(one, 'approve', { revision: 1 })),
  ])
  if (given.emergency !== null)
    await tx.query(
      `INSERT INTO break_glass (job_id, revision, person_id, approval_hash, reason) VALUES ($1, 2, $2, $3, repeat('x', 20))`,
      [job_id, given.emergency, digest],
    )
  return readConsent(tx, job_id)
}

/** Three votes in two groups, with one person in both and one in each: enough for each group, but not for all. */
const crowded: Case = {
  ...{
    roles: ids.map(() => 'approver'),
    disabled: [],
    owners: ['p0'],
    late: [[], 1],
    delegations: [],
    members: [['p1', 'p2'], ['p2'], []],
  },
  rules: [
    {
      ...{ task_name: null, label: [null, null], least_risk: null, owners: 1 },
      groupVotes: [
        [0, 2],
        [1, 1],
      ],
    },
  ],
  ...{ labels: {}, risk: null, requester: 'did:elsewhere', requesterId: null, approvals: ids },
  ...{ rejections: [], withdrawn: [], stale: [], otherDocument: [], emergency: null },
}

/** Two owners let the same person vote, one of them somebody else too; who of them has voted stands for this many owners. */
const delegated: Case = {
  ...{ ...crowded, rules: [], owners: ['p0', 'p1'] },
  delegations: [
    { owner: 0, to: 'p2', from: -1, days: 4, revoked: false },
    { owner: 1, to: 'p2', from: -1, days: 4, revoked: false },
    { owner: 0, to: 'p3', from: -1, days: 4, revoked: false },
  ],
}
const voters = [['p0', 'p3'], ['p2'], ['p0', 'p2'], ['p2', 'p3'], ['p0', 'p2', 'p3'], ids]

/** What the random cases reach: asserted at the end, so that a generator that reaches nothing is noticed. */
const reached = { met: 0, lacking: 0, broken: 0, crowded: 0 }

test('hakim_consent equals a count in plain JavaScript', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (given) => {
      const rights = rightsOf(given)
      const runner = fleet.db.createQueryRunner()
      await runner.startTransaction()
      try {
        const { met, broken, lacks, needed } = await counted(runner.manager, given, rights)
        const job = {
          ...{ node, labels: given.labels, task: 'restart', risk: given.risk },
          ...{ requesterDid: given.requester, requesterId: given.requesterId },
          requestedAt: hours(0),
          approvals: given.approvals.filter((one) => !given.otherDocument.includes(one)),
          ...{ emergency: given.emergency === null ? [] : [given.emergency] },
        }
        const own = countConsent(rights, job, Date.now())
        const byGroup = (a: { group: string | null }, b: { group: string | null }) =>
          (a.group ?? '').localeCompare(b.group ?? '')
        expect({
          ...{ met, broken },
          needed: needed
            .map(({ group_id: group, votes, given: n }) => ({ group, votes, given: n }))
            .sort(byGroup),
        }).toEqual({ ...own, needed: own.needed.sort(byGroup) })
        expect(lacks === null || broken).toBe(met)
        reached[broken ? 'broken' : met ? 'met' : 'lacking'] += 1
        if (lacks?.startsWith('different people')) reached.crowded += 1
      } finally {
        await runner.rollbackTransaction()
        await runner.release()
      }
    }),
    {
      numRuns: 250,
      examples: [
        [crowded],
        [{ ...crowded, roles: ids.map(() => 'admin'), emergency: 'p5' }],
        ...voters.map((approvals): [Case] => [{ ...delegated, approvals }]),
      ],
    },
  )
  expect(Object.values(reached).every((times) => times > 0)).toBe(true)
}, 120_000)
