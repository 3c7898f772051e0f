import type { EntityManager } from 'typeorm'
import type { Approver } from '@/lib/jobs/domain/on-node'
import type { Standing } from '@/lib/jobs/domain/refusals'
import { hasRole } from '@/lib/kernel/role'
import { parseDelegation, type SignedDelegation } from '@/lib/signing/domain/delegation'
import { readVotes, type VoteRow } from './job-consent'

const parsed = (delegations: readonly { signed: unknown }[]): SignedDelegation[] =>
  delegations.flatMap(({ signed }) => {
    const read = parseDelegation(signed)
    return read.ok ? [read.value] : []
  })

/** Somebody who could approve the job now, with these keys of theirs. */
export async function readApprover(
  db: EntityManager,
  jobId: string,
  person: { id: string; did: string },
  keys: readonly string[],
): Promise<Approver> {
  const [row] = await db.query<
    { standing: Standing | null; in_group: boolean; delegations: { signed: unknown }[] }[]
  >(
    `SELECT hakim_standing($1, $2) AS standing, hakim_signed_delegations($1, $2, now()) AS delegations,
            EXISTS (SELECT FROM group_members m JOIN rule_seats s USING (group_id) JOIN hakim_rules_of($1) r USING (rule_id)
                    WHERE m.person_id = $2) AS in_group`,
    [jobId, person.id],
  )
  return {
    ...{ did: person.did, keys, at: new Date().toISOString() },
    ...{ standing: row?.standing ?? null, inGroup: row?.in_group ?? false },
    delegations: parsed(row?.delegations ?? []),
  }
}

/** Somebody who has voted, as their vote says it. */
export const approverOf = (vote: VoteRow): Approver & { name: string } => ({
  ...{ did: vote.did, name: vote.name, standing: vote.standing, inGroup: vote.in_group },
  keys: vote.key === null ? [] : [vote.key],
  delegations: parsed(vote.delegations),
  at: vote.decided_at.toISOString(),
})

/** Those whose approval of this revision the server counts, or hands out. */
export async function readApprovers(
  db: EntityManager,
  jobId: string,
  revision: number,
): Promise<(Approver & { name: string })[]> {
  const votes = await readVotes(db, jobId)
  return votes
    .filter(
      (vote) =>
        vote.revision === revision &&
        vote.decision === 'approve' &&
        vote.withdrawn_at === null &&
        !vote.key_revoked &&
        !vote.disabled &&
        hasRole(vote.role, 'approver'),
    )
    .map(approverOf)
}
