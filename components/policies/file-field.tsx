import { useRef, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/field'
import type { Action } from '@/components/ui/use-send'
import type { Failure } from '@/lib/kernel/errors'
import { type PolicyDraft, type PolicyIdentity, policyFile } from '@/lib/policies/domain/policy-draft'

/** Typing is read once it pauses. */
const pauseMs = 350

const problemOf = ({ detail, fields }: Failure): string =>
  [...(fields ?? []).map(({ path, message }) => `${path} ${message}.`.trimStart()), detail].join(' ')

/** A policy as a JSON file: written, downloaded, or taken from a file. What is no policy changes nothing. */
export function FileField(props: {
  draft: PolicyDraft
  identity: PolicyIdentity
  readFile: Action<PolicyDraft>
  change: (draft: PolicyDraft) => void
}) {
  const { draft, identity, readFile } = props
  const [text, setText] = useState(() => policyFile(draft, identity))
  const [failure, setFailure] = useState<Failure | null>(null)
  const [, startReading] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const write = (next: string) => {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      startReading(async () => {
        const { policy_id, revision } = identity
        const read = await readFile({ text: next, policy_id, revision })
        setFailure(read.ok ? null : read.error)
        if (read.ok) props.change(read.value)
      })
    }, pauseMs)
  }
  const download = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
    link.download = `policy-${identity.policy_id}-${identity.revision}.json`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <div className="flex flex-col gap-2.5 p-4">
      <label htmlFor="policy-file" className="text-xs text-ink-2">
        The file is what is signed: every condition of the lines, with times in UTC. Which policy and version
        it is may be left out.
      </label>
      <Textarea
        id="policy-file"
        aria-label="Policy as JSON"
        aria-describedby="policy-file-problem"
        rows={28}
        spellCheck={false}
        className="font-mono text-xs"
        value={text}
        aria-invalid={failure !== null || undefined}
        onChange={({ target }) => write(target.value)}
      />
      <p
        id="policy-file-problem"
        role="status"
        className="min-h-5 text-xs text-error [overflow-wrap:anywhere]"
      >
        {failure ? problemOf(failure) : ''}
      </p>
      <div className="flex flex-wrap gap-2.5">
        <Button onClick={download}>Download</Button>
        <label className="flex min-w-0 flex-wrap items-center gap-2">
          <span className="text-ink-2">Upload</span>
          <input
            type="file"
            accept="application/json,.json"
            className="max-w-full text-xs"
            onChange={async ({ target }) => {
              const [file] = target.files ?? []
              if (file) write(await file.text())
            }}
          />
        </label>
      </div>
    </div>
  )
}
