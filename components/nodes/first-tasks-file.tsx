import { CopyButton } from '@/components/ui/copy-button'
import { Link } from '@/components/ui/link'
import { ScrollBox } from '@/components/ui/scroll-box'
import type { NodePins } from '@/lib/consent/domain/consent-page'

/** A tasks file for a new node that makes it verify its owners' signatures itself, from its first job on. */
export function FirstTasksFile({ did, owners: { pins, keyless } }: { did: string; owners: NodePins }) {
  const later = (
    <Link href={`/nodes/${encodeURIComponent(did)}/consent`} className="text-accent underline">
      its consent page
    </Link>
  )
  if (!pins)
    return keyless.length > 0 ? (
      <p className="text-ink-2">
        Until its owner has a key, the node trusts this server. Then {later} has the lines for its tasks file.
      </p>
    ) : null
  const text = JSON.stringify({ tasks: [], consent: pins }, null, 2)
  return (
    <div className="flex flex-col gap-2">
      <p className="text-ink-2">
        With this as its tasks file the node runs only what its owners have signed, whatever this server says.
        Compare the keys with the owners, save it as tasks.json, add the node’s own tasks, and add{' '}
        <code className="font-mono text-xs">--tasks tasks.json</code> to the line above. You find it again on{' '}
        {later}.
      </p>
      <div className="flex items-start gap-2 rounded-control border bg-sunken py-1.5 pr-2 pl-2.5">
        <ScrollBox label="Tasks file" className="max-h-40 min-w-0 flex-1">
          <pre className="font-mono text-xs">{text}</pre>
        </ScrollBox>
        <CopyButton text={text} label="Copy tasks file" className="text-ink-2" />
      </div>
    </div>
  )
}
