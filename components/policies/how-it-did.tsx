import { countText } from '@/lib/kernel/text/count-text'
import type { HowItDid as Did } from '@/lib/policies/domain/policy-page'

/** How many jobs it approved, and how many of them failed. */
export const HowItDid = ({ did: { approved, failed } }: { did: Did }) => (
  <span className="tabular-nums">
    {countText(approved)} {approved === 1 ? 'approval' : 'approvals'}
    {approved > 0 && (
      <>
        , <span className={failed > 0 ? 'font-medium text-error' : ''}>{countText(failed)} failed</span>
      </>
    )}
  </span>
)
