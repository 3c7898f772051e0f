import clsx from 'clsx'
import { shortDid } from '@/lib/kernel/did/short-did'
import { CopyButton } from './copy-button'

/** A DID, shortened in the middle (complete on hover) or `whole`, with a button to copy it. */
export function Did({ did, whole = false, className }: { did: string; whole?: boolean; className?: string }) {
  return (
    <span
      className={clsx('group/did inline-flex max-w-full items-center gap-1 text-xs text-ink-3', className)}
    >
      <bdi dir="ltr" title={did} className={clsx('font-mono', whole ? 'break-all' : 'truncate')}>
        {whole ? did : shortDid(did)}
      </bdi>
      <CopyButton
        text={did}
        label={`Copy ${did}`}
        className="z-10 shrink-0 opacity-0 group-hover/did:opacity-100 focus-visible:opacity-100 touch:opacity-100"
      />
    </span>
  )
}
