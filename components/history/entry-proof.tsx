import { Check, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import type { AuditEntry } from '@/lib/history/domain/audit-entry'

const grouped = (hash: string): string => hash.replace(/(.{8})(?=.)/g, '$1 ')
const short = (hash: string): string => `${hash.slice(0, 4)}…${hash.slice(-4)}`
const number = (count: number): string => count.toLocaleString('en-GB')

function Verdict({ good, children }: { good: boolean; children: ReactNode }) {
  const Icon = good ? Check : X
  return (
    <span
      className={`inline-flex items-center gap-1 font-sans font-semibold ${good ? 'text-accent' : 'text-error'}`}
    >
      <Icon className="size-3.5 shrink-0" aria-hidden="true" />
      {children}
    </span>
  )
}

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="grid grid-cols-1 gap-x-4 sm:grid-cols-[7rem_minmax(0,1fr)]">
    <dt className="text-xs leading-5 text-ink-2">{name}</dt>
    <dd className="flex flex-wrap items-center gap-x-3 gap-y-0.5 font-mono text-xs leading-5 [overflow-wrap:anywhere]">
      {children}
    </dd>
  </div>
)

/** What proves an entry: its hash, the one before it, and the checkpoint over it, each computed for this page. */
export function EntryProof({ entry }: { entry: AuditEntry }) {
  const { hash, prevHash, hashMatches, prevMatches, checkpoint, seq, stream } = entry
  return (
    <div className="flex flex-col gap-2.5">
      <dl className="flex flex-col gap-1">
        <Line name="Entry">
          <span>sha256 {grouped(hash)}</span>
          <Verdict good={hashMatches}>
            {hashMatches ? 'follows from its text' : 'does not follow from its text'}
          </Verdict>
        </Line>
        <Line name="The one before">
          {prevHash === null ? (
            prevMatches && seq === 1 ? (
              <span>none: the first of its chain</span>
            ) : (
              <Verdict good={false}>none, though it is number {number(seq)} of its chain</Verdict>
            )
          ) : (
            <>
              <span title={prevHash}>sha256 {short(prevHash)}</span>
              <Verdict good={prevMatches}>
                {prevMatches
                  ? `matches number ${number(seq - 1)} of its chain`
                  : 'is not the entry before it'}
              </Verdict>
            </>
          )}
        </Line>
        <Line name="Covered by">
          {checkpoint === null ? (
            <span>no checkpoint yet; one is made every ten seconds</span>
          ) : (
            <>
              <span>
                checkpoint {number(checkpoint.no)} of {checkpoint.at.slice(0, 19).replace('T', ' ')} UTC
              </span>
              <Verdict good={checkpoint.matches}>
                {checkpoint.matches ? 'has this hash' : 'has another hash'}
              </Verdict>
            </>
          )}
        </Line>
        <Line name="Chain">
          <span>
            {stream}, number {number(seq)}
          </span>
        </Line>
        <Line name="Says">
          <span className="text-ink-2">{entry.body}</span>
        </Line>
      </dl>
      <div className="flex flex-wrap items-center gap-2.5">
        <CopyButton
          text={entry.line}
          label="Copy entry"
          className="control-h-sm inline-flex items-center gap-2 border border-strong bg-surface px-2.5 text-sm font-medium text-ink"
        >
          Copy entry
        </CopyButton>
        {entry.jobId !== null && (
          <ButtonLink size="sm" href={`/jobs/${entry.jobId}`}>
            Open the job
          </ButtonLink>
        )}
      </div>
    </div>
  )
}
