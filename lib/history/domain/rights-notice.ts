import type { NewNotice } from '@/lib/notices/domain/notice'
import { type Facts, textOf } from './facts'

const ownerTitles: Record<string, string> = {
  'node_owners insert': 'has another owner',
  'node_owners delete': 'has lost an owner',
}

/**
 * What people are told of a change of rights, `text` in words. Of an owner: the owners of the node, and whoever is no longer one; of a rule:
 * everybody who approves. Nobody is told of what they did themselves.
 */
export function rightsNotice(
  facts: Facts,
  text: string,
  {
    node,
    actor,
    owners,
    approvers,
  }: {
    node: string | null
    actor: string | null
    owners: readonly string[]
    approvers: readonly string[]
  },
): NewNotice {
  const title = ownerTitles[facts.kind]
  const person = textOf(facts.was.person_id) ?? textOf(facts.is.person_id)
  const about =
    title !== undefined && node !== null
      ? {
          ...{ node, title, path: `/nodes/${encodeURIComponent(node)}` as const },
          people: [...owners, ...(person === null ? [] : [person])],
        }
      : {
          node: null,
          title: 'The approval rules have changed',
          path: '/settings/consent' as const,
          people: approvers,
        }
  return {
    ...{ kind: 'rights', severity: 'warning', text, group: 'rights', ...about },
    people: [...new Set(about.people)].filter((id) => id !== actor),
  }
}
