import { KeyRound } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { countText } from '@/lib/kernel/text/count-text'
import type { DraftReplay } from '@/lib/policies/domain/draft-replay'
import type { Replay } from '@/lib/policies/domain/replay'

/** What has to be looked at before a policy can be signed, in words; null: nothing. */
export function toLookAtText({ byOutcome: { failed, rejected } }: Replay): string | null {
  const parts = [
    ...(failed > 0 ? [failed === 1 ? 'failure' : `${countText(failed)} failures`] : []),
    ...(rejected > 0 ? [rejected === 1 ? 'rejection' : `${countText(rejected)} rejections`] : []),
  ]
  return parts.length === 0 ? null : parts.join(' and the ')
}

/** What a signature means, what it covers, and what is missing for it. */
export function SignCard(props: {
  revision: number
  /** Null while it is not known what the draft as it is now would have done. */
  replayed: DraftReplay | null
  looked: boolean
  look: (looked: boolean) => void
  /** What is missing, in words; null: it can be signed. */
  missing: string | null
  pending: boolean
  refused: string | null
  unsigned: string | null
  sign: () => void
}) {
  const { revision, replayed, missing, pending, refused } = props
  const toLookAt = replayed && toLookAtText(replayed.replay)
  return (
    <Card title={`Sign version ${revision}`} aside="only its owner can; an administrator cannot">
      <div className="flex flex-col gap-3">
        <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_auto]">
          <div className="flex flex-col gap-1.5">
            <p>
              From then on a request that fits is approved in your name. Each approval names this version and
              your signature;{' '}
              <strong className="font-title">the agent of each node that pins its owners checks both</strong>,
              as with any other.
            </p>
            <p className="text-xs text-ink-2">
              High risk is never approved by a policy. You can end it at once, for jobs not yet started.
            </p>
          </div>
          {replayed && <Fingerprint digest={replayed.digest} words={replayed.words} />}
        </div>
        {props.unsigned && <p className="text-warning">{props.unsigned}</p>}
        {toLookAt && (
          <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              className="size-4 accent-(--accent)"
              checked={props.looked}
              onChange={({ target }) => props.look(target.checked)}
            />
            I have looked at the {toLookAt}
          </label>
        )}
        {refused && <Notice tone="error">{refused}</Notice>}
        <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-2">
          <p
            id="sign-missing"
            role="status"
            className="min-w-0 flex-1 text-xs text-ink-2 [overflow-wrap:anywhere]"
          >
            {missing}
          </p>
          <Button
            variant="primary"
            disabled={missing !== null || pending}
            aria-describedby="sign-missing"
            onClick={props.sign}
          >
            <KeyRound className="size-4" aria-hidden="true" />
            {pending ? 'Signing…' : `Sign version ${revision}`}
          </Button>
        </div>
      </div>
    </Card>
  )
}

/** The six words of a digest, with its first and last digits, to compare on another device. */
const Fingerprint = ({ digest, words }: Pick<DraftReplay, 'digest' | 'words'>) => (
  <div className="self-start rounded-control border bg-sunken px-3 py-2">
    <p className="mb-1 flex justify-between gap-4">
      <span className="font-title">Fingerprint</span>
      <span className="font-mono text-xs text-ink-2" title={`sha256:${digest}`}>
        {digest.slice(0, 4)}…{digest.slice(-4)}
      </span>
    </p>
    <p className="grid grid-cols-3 gap-1 font-mono text-xs">
      {words.map((word, index) => (
        // A word may occur twice.
        // biome-ignore lint/suspicious/noArrayIndexKey: their places are what they are
        <span key={index} className="rounded-[4px] border bg-surface px-1.5 py-0.5">
          {word}
        </span>
      ))}
    </p>
  </div>
)
