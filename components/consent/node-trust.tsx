import { Server, ShieldCheck } from 'lucide-react'
import { Link } from '@/components/ui/link'
import { type NodeTrust as Trust, trustText } from '@/lib/fleet/domain/node-trust'
import { nodePath } from '@/lib/kernel/did/did-param'

/** Whether the node itself verifies what its owners approve, as its agent has announced. */
export function NodeTrust({ did, trust }: { did: string; trust: Trust | null }) {
  const Icon = trust ? ShieldCheck : Server
  return (
    <section
      className={`flex min-w-0 items-start gap-2.5 rounded-card border bg-surface p-4 ${trust ? '' : 'border-warning'}`}
    >
      <Icon
        className={`mt-0.5 size-4 shrink-0 ${trust ? 'text-healthy' : 'text-warning'}`}
        aria-hidden="true"
      />
      <div className="min-w-0">
        <h2 className="font-title">
          {trust ? 'This node verifies its owners’ signatures' : 'This node trusts the server'}
        </h2>
        <p className="text-ink-2">
          {trust
            ? `${trustText(trust)}. They are pinned in its own tasks file; the server cannot replace them.`
            : 'No owner’s key is pinned in its tasks file: whoever controls the server could start a job. '}
          {!trust && (
            <Link href={`${nodePath(did)}/consent`} className="text-accent underline">
              Pin the keys of its owners
            </Link>
          )}
        </p>
      </div>
    </section>
  )
}
