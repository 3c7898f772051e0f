import { KeyRound } from 'lucide-react'
import type { VoteSignature } from '@/lib/board/domain/job-consent'
import { clockText } from '@/lib/signing/domain/signed-time'

/** Whether the vote is signed, with the six words of what was signed. */
export function SignatureLine({ signature }: { signature: VoteSignature }) {
  if (signature.state === 'unsigned') return <p className="text-xs text-ink-3">not signed</p>
  if (signature.state === 'bad')
    return <p className="text-xs font-medium text-error">the signature does not verify</p>
  return (
    <p className="flex flex-wrap items-baseline gap-x-1.5 text-xs text-ink-2">
      <KeyRound className="size-3 shrink-0 translate-y-0.5" aria-hidden="true" />
      signed with a {signature.kind === 'passkey' ? 'passkey' : 'key'}
      <span className="rounded-[4px] bg-sunken px-1.5 font-mono">{signature.words.join(' ')}</span>
      {signature.clockDifference !== null && (
        <span className="text-warning">{clockText(signature.clockDifference)}</span>
      )}
    </p>
  )
}
