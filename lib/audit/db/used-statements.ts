import type { EntityManager } from 'typeorm'

const rowsPerPage = 2_000

/** The digests of the signed statements that have counted, in pages. */
export async function* usedDigests(tx: EntityManager): AsyncGenerator<string[]> {
  for (let after = ''; ; ) {
    const rows = await tx.query<{ digest: string }[]>(
      `SELECT digest FROM used_statements WHERE digest > $1 ORDER BY digest LIMIT ${rowsPerPage}`,
      [after],
    )
    yield rows.map(({ digest }) => digest)
    after = rows.at(-1)?.digest ?? after
    if (rows.length < rowsPerPage) return
  }
}
