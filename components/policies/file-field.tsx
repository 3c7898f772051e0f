import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/field'
import type { PolicyDraft, PolicyIdentity } from '@/lib/policies/domain/policy-draft'
import { parsePolicyFile, policyFile } from '@/lib/policies/domain/policy-file'
import { problemText } from '@/lib/signing/domain/strict'

/** A policy as a JSON file: read, written, downloaded, taken from a file. What does not parse changes nothing. */
export function FileField(props: {
  draft: PolicyDraft
  identity: PolicyIdentity
  change: (draft: PolicyDraft) => void
}) {
  const { draft, identity } = props
  const [text, setText] = useState(() => policyFile(draft, identity))
  const read = parsePolicyFile(text, identity)
  const write = (next: string) => {
    setText(next)
    const parsed = parsePolicyFile(next, identity)
    if (parsed.ok) props.change(parsed.value)
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
      <label htmlFor="policy-file" className="flex flex-col gap-1">
        <span className="text-xs text-ink-2">
          The file holds every condition of the lines. Times are in UTC, a window begins at a minute of its
          day.
        </span>
        <Textarea
          id="policy-file"
          aria-label="Policy as JSON"
          rows={28}
          spellCheck={false}
          className="font-mono text-xs"
          value={text}
          aria-invalid={!read.ok || undefined}
          onChange={({ target }) => write(target.value)}
        />
      </label>
      <p role="status" className="min-h-5 text-xs text-error [overflow-wrap:anywhere]">
        {read.ok ? '' : `${problemText(read.problem)}. Nothing has changed yet.`}
      </p>
      <div className="flex flex-wrap gap-2.5">
        <Button disabled={!read.ok} onClick={download}>
          Download
        </Button>
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
