import { database } from '@/lib/db/connection/server-database'
import { readNodeNames } from '@/lib/fleet/db/nodes'
import { wordLists } from '@/lib/history/domain/sentence'
import type { PersonViewer } from '@/lib/kernel/role'
import { peopleNames } from '@/lib/people/db/names'

type Choice = { value: string; label: string }
export type AuditChoices = {
  people: Choice[]
  nodes: Choice[]
  kinds: { label: string; choices: Choice[] }[]
}

const mostNodes = 200

/** The choices of the page's filters; people search for nodes that are not among them. */
export async function auditChoices(viewer: PersonViewer): Promise<AuditChoices> {
  const { manager } = await database()
  const [people, nodes] = await Promise.all([peopleNames(manager), readNodeNames(manager, viewer, mostNodes)])
  return {
    people: [
      { value: viewer.did, label: 'You' },
      ...people.filter(({ did }) => did !== viewer.did).map(({ did, name }) => ({ value: did, label: name })),
    ],
    nodes: nodes.map(({ node_did, name }) => ({ value: node_did, label: name ?? node_did })),
    kinds: Object.entries(wordLists).map(([label, list]) => ({
      label,
      choices: Object.entries(list).map(([value, words]) => ({ value, label: words.label })),
    })),
  }
}
