import { Card } from '@/components/ui/card'
import { ChangedLines } from '@/components/ui/changed-lines'
import { ExactTime } from '@/components/ui/time-ago'
import { draftOf } from '@/lib/policies/domain/policy-draft'
import { changedLines, policyLines } from '@/lib/policies/domain/policy-lines'
import type { PolicyPage, PolicyRevision } from '@/lib/policies/domain/policy-page'
import { HowItDid } from './how-it-did'
import { PolicyStatePill } from './policy-state-pill'

/** Every revision with how it did; each opens to its conditions and what it changed. */
export const RevisionsCard = ({ policy }: { policy: PolicyPage }) => (
  <Card title="Versions" aside="every one is kept">
    <ul>
      {policy.revisions.map((revision, index) => (
        <Revision
          key={revision.revision}
          revision={revision}
          before={policy.revisions[index + 1] ?? null}
          nameOf={(did) => policy.names[did] ?? did}
        />
      ))}
    </ul>
  </Card>
)

function Revision(props: {
  revision: PolicyRevision
  before: PolicyRevision | null
  nameOf: (did: string) => string
}) {
  const { revision, before, nameOf } = props
  const draft = draftOf(revision.policy)
  return (
    <li className="border-t first:border-t-0">
      <details className="group py-1">
        <summary className="flex min-h-8 cursor-pointer flex-wrap items-center gap-x-4 gap-y-0.5 rounded-control hover:bg-sunken pointer-coarse:min-h-11">
          <span className="w-24 font-title">Version {revision.revision}</span>
          <span className="w-24">
            <PolicyStatePill state={revision.state} />
          </span>
          <span className="text-ink-2">
            signed <ExactTime iso={revision.signedAt} />
          </span>
          <span className="ml-auto">
            <HowItDid did={revision} />
          </span>
          <span className="text-xs font-medium text-accent">{before === null ? 'Show' : 'Compare'}</span>
        </summary>
        <div className="flex flex-col gap-3 py-2 pl-4">
          {before && (
            <section aria-label={`What changed from version ${before.revision}`}>
              <h3 className="text-xs text-ink-2">Changed from version {before.revision}</h3>
              <ChangedLines lines={changedLines(draftOf(before.policy), draft, nameOf)} />
            </section>
          )}
          <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-3 gap-y-1">
            {policyLines(draft, nameOf).map(({ key, label, text }) => (
              <div key={key} className="contents">
                <dt className="text-ink-2 [overflow-wrap:anywhere]">{label}</dt>
                <dd className="[overflow-wrap:anywhere]">{text}</dd>
              </div>
            ))}
            <dt className="text-ink-2">Fingerprint</dt>
            <dd className="font-mono text-xs" title={`sha256:${revision.digest}`}>
              {revision.words.join(' ')} · {revision.digest.slice(0, 4)}…{revision.digest.slice(-4)}
            </dd>
            {revision.endedAt !== null && (
              <>
                <dt className="text-ink-2">Ended</dt>
                <dd>
                  <ExactTime iso={revision.endedAt} />
                  {revision.endedBy !== null && (
                    <>
                      {' '}
                      by <bdi>{revision.endedBy}</bdi>
                    </>
                  )}
                </dd>
              </>
            )}
          </dl>
        </div>
      </details>
    </li>
  )
}
