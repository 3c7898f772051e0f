import { Children, type ReactNode } from 'react'
import { Link } from '@/components/ui/link'
import type { Part } from '@/lib/history/domain/facts'
import { auditHref } from '@/lib/history/domain/page-filter'
import type { Names } from '@/lib/history/domain/sentence'
import { shortDid } from '@/lib/kernel/did/short-did'

const link = 'font-medium hover:underline'

/** What happened, with names that lead to the node, the job, or what else a person did. */
export function Sentence({ parts, names }: { parts: readonly Part[]; names: Names }) {
  return Children.toArray(parts.map((part) => sentencePart(part, names)))
}

function sentencePart(part: Part, names: Names): ReactNode {
  if (typeof part === 'string') return part
  if ('person' in part) {
    const known = names.people.get(part.person)
    if (!known)
      return (
        <bdi title={part.person} className="font-medium">
          {part.name ?? shortDid(part.person)}
        </bdi>
      )
    return (
      <Link href={auditHref({ person: known.did })} title={known.did} className={link}>
        <bdi>{known.name}</bdi>
      </Link>
    )
  }
  if ('node' in part) {
    const name = names.nodes.get(part.node)
    return (
      <Link href={`/nodes/${encodeURIComponent(part.node)}`} title={part.node} className={link}>
        <bdi>{name ?? shortDid(part.node)}</bdi>
      </Link>
    )
  }
  if ('job' in part)
    return (
      <Link href={`/jobs/${part.job}`} className="font-mono hover:underline">
        <bdi>{part.task}</bdi>
      </Link>
    )
  if ('group' in part)
    return <bdi className="font-medium">{names.groups.get(part.group) ?? 'a deleted group'}</bdi>
  if ('rule' in part)
    return <bdi className="font-medium">{names.rules.get(part.rule) ?? 'a deleted rule'}</bdi>
  return <code className="font-mono text-xs">{part.code}</code>
}
