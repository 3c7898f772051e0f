import type { EntityManager } from 'typeorm'
import { hiddenDigests, readSightVersion } from '@/lib/fleet/db/visibility'
import type { PersonViewer } from '@/lib/kernel/role'

/**
 * Notices when somebody may see other nodes than before, so that an open page of a node that was hidden closes. Only that
 * it changed is told, never which node: to whoever did not know it, a node that is hidden does not exist.
 */
export class Sight {
  private version: string | null = null
  /** What is hidden from each of the people of the last look, as a digest; a person without one was not there. */
  private digests = new Map<string, string>()

  /**
   * The ids of those among these people who may see other nodes than at the last call. Who sees what follows from rights,
   * from delegations that begin and end, and from open jobs for which a group is asked.
   */
  async changed(
    db: EntityManager,
    people: readonly PersonViewer[],
    jobs: readonly { node: string }[],
  ): Promise<ReadonlySet<string>> {
    const { version, jobsOfRestricted } = await readSightVersion(
      db,
      jobs.map(({ node }) => node),
    )
    const same = version === this.version && !jobsOfRestricted
    const ids = [...new Set(people.map(({ id }) => id))]
    const asked = same ? ids.filter((id) => !this.digests.has(id)) : ids
    const found = await hiddenDigests(db, asked)
    const before = this.digests
    this.digests = new Map(
      ids.map((id) => [id, asked.includes(id) ? (found.get(id) ?? '') : (before.get(id) ?? '')]),
    )
    this.version = version
    return new Set(asked.filter((id) => before.has(id) && before.get(id) !== this.digests.get(id)))
  }
}
