import { readAnnouncedTasks } from '@/lib/board/db/choices'
import type { FilterChoices } from '@/lib/board/domain/job-board'
import { database } from '@/lib/db/connection/server-database'
import { readNodeNames } from '@/lib/fleet/db/nodes'
import type { PersonViewer } from '@/lib/kernel/role'
import { peopleNames } from '@/lib/people/db/names'

/** In a larger fleet people search for the others: every option adds to each load of the board. */
const mostNodes = 200

/** The choices of the board's filters. The viewer comes first among the requesters. */
export async function jobChoices(viewer: PersonViewer): Promise<FilterChoices> {
  const { manager } = await database()
  const [nodes, tasks, people] = await Promise.all([
    readNodeNames(manager, viewer, mostNodes),
    readAnnouncedTasks(manager, viewer),
    peopleNames(manager),
  ])
  const others = people
    .filter(({ did }) => did !== viewer.did)
    .map(({ did, name }) => ({ value: did, label: name }))
  return {
    nodes: nodes.map(({ node_did, name }) => ({ value: node_did, label: name ?? node_did })),
    tasks: tasks.map((task) => ({ value: task, label: task })),
    requesters: [{ value: viewer.did, label: 'Requested by you' }, ...others],
    people: [{ value: viewer.did, label: 'You' }, ...others],
  }
}
