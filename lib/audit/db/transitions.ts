import type { EntityManager } from 'typeorm'

/** The moves that the guard of jobs allows: `Approved to Running`. */
export async function storedTransitions(tx: EntityManager): Promise<string[]> {
  const rows = await tx.query<{ move: string }[]>(
    `SELECT from_status || ' to ' || to_status AS move FROM job_transitions ORDER BY 1`,
  )
  return rows.map(({ move }) => move)
}
