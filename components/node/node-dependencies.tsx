import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { StatusMark } from '@/components/ui/status-mark'
import type { NodeDetail } from '@/lib/fleet/domain/node-detail'
import { nodePath } from '@/lib/kernel/did/did-param'
import { shortDid } from '@/lib/kernel/did/short-did'

/** The nodes that this one depends on, according to its last report. */
export function NodeDependencies({ dependencies }: { dependencies: NodeDetail['dependencies'] }) {
  return (
    <Card title="Depends on" aside={dependencies.length > 0 && `${dependencies.length} in the last report`}>
      {dependencies.length === 0 ? (
        <p className="text-ink-2">The last report lists no dependencies.</p>
      ) : (
        <ul>
          {dependencies.map((dependency) => (
            <li
              key={dependency.dependency_did}
              className="flex flex-wrap items-baseline gap-x-4 border-t py-2 first:border-t-0"
            >
              <StatusMark state={dependency.status} className="w-28" />
              {dependency.name === null ? (
                <span className="text-ink-2">not in the fleet</span>
              ) : (
                <Link href={nodePath(dependency.dependency_did)} className="font-medium hover:underline">
                  <bdi>{dependency.name}</bdi>
                </Link>
              )}
              <bdi className="font-mono text-xs text-ink-3" title={dependency.dependency_did}>
                {shortDid(dependency.dependency_did)}
              </bdi>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
